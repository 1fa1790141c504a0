<?php
namespace Acme;

use Acme\Cache\Pool;
use Acme\Pcre\Missing;

class Store
{
    public function open(Pool $pool): array
    {
        // TOKEN_LIMIT in a comment of Acme\Acme says nothing
        return $pool->take(TOKEN_LIMIT, SHARED_ROOT);
    }
}
