<?php
namespace App;

class Tool {}
