<?php
namespace App;

interface Peer {}
