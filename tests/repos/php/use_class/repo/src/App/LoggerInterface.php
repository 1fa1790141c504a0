<?php
namespace App;

interface LoggerInterface {}
