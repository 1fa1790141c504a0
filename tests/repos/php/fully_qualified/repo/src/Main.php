<?php
namespace App;

class Main
{
    public function run() { return new \Lib\Tool(); }
}
