<?php
defined('SHARED_ROOT') || define('SHARED_ROOT', __DIR__);
require_once __DIR__ . '/theme.php';
