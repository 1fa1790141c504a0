<?php
namespace Lib\Deep;

class Leaf {}
