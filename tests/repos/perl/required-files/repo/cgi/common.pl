use strict;
1;
