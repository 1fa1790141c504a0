<?php
$unused = 1;
