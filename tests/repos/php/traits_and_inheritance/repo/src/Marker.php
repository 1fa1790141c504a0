<?php
namespace App;

class Marker {}
