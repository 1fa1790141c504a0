<?php
namespace App;

class Second {}
