<?php
$local = 1;
