<?php
namespace App;

use Lib\Tool;
use Psr\Log\LoggerInterface;

class Main
{
    public function run(LoggerInterface $log, Peer $peer): Tool
    {
        return new Tool();
    }
}
