<?php
define('SHARED_ROOT', __DIR__);
echo theme_title(TOKEN_LIMIT);
