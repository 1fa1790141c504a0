<?php
namespace App;

class Failure extends \Exception {}
