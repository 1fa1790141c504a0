<?php
namespace Acme;

class Acme
{
}
