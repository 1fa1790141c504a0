<?php
namespace App;

use Lib\{One, Two as Second};
use Lib\Deep;
use function Lib\helper;

helper(new One, Second::make(), new Deep\Leaf);
