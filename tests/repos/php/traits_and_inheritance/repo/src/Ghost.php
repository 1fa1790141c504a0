<?php
namespace App;

class Ghost {}
