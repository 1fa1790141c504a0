<?php
namespace Lib;

function helper(...$all) {}
