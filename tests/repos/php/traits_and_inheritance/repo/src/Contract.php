<?php
namespace App;

interface Contract {}
