<?php
if (!function_exists('render')) {
    function render($x) { echo $x; }
}
