<?php
namespace App;

#[Marker]
final class Child extends Base implements Contract
{
    use Shared;

    public function run($x)
    {
        try {
            return $x instanceof Contract;
        } catch (Failure | \RuntimeException $e) {
            return "Ghost";
        }
    }
}
