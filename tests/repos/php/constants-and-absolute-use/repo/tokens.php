<?php
namespace Acme\Limits;

define('TOKEN_LIMIT', 64);
