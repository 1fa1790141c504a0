#!/usr/bin/perl
use FindBin qw($Bin);
use lib "$Bin/../lib";
require Shop::Cart;
print Shop::Cart->new->total;
