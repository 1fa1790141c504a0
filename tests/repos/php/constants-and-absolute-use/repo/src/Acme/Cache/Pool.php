<?php
namespace Acme\Cache;

class Pool
{
    public function take(int $most, string $root): array
    {
        return array_fill(0, $most, $root);
    }
}
