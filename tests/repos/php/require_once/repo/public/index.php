<?php
require_once __DIR__ . '/../lib/tools.php';
require 'local.php';
include_once(dirname(__DIR__) . "/lib/config.php");
require_once 'vendor/autoload.php';
// require 'unused.php';
echo "require 'unused.php';";
