package Shop::TestHelper;
use Test::More;
1;
