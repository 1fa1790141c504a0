<?php
namespace Lib;

class One {}
