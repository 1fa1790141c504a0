<?php
namespace App;

render(strlen('x'));
