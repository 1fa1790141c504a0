<?php
namespace Lib;

class Tool {}
