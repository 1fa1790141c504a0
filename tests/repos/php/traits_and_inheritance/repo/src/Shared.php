<?php
namespace App;

trait Shared {}
