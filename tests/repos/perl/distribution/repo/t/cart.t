use strict;
use warnings;
use lib 't/lib';
use Test::More tests => 1;
use Shop::TestHelper;
use_ok('Shop::Cart');
use Shop::Cart ();
