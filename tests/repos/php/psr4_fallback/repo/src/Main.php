<?php
namespace App;

use App\Legacy\Thing;

$thing = new Thing();
