<?php
class_alias('App\Modern\Thing', 'App\Legacy\Thing');
