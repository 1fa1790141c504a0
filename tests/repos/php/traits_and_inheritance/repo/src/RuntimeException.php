<?php
namespace App;

class RuntimeException {}
