<?php
if (!function_exists('theme_title')) :
    function theme_title($most)
    {
        return substr('Title', 0, $most);
    }
endif;
