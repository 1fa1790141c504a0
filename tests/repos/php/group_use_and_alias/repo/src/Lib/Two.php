<?php
namespace Lib;

class Two { public static function make() { return new self; } }
