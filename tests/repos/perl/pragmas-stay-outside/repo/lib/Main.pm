package Main;
use v5.36;
use strict;
use warnings FATAL => 'all';
use POSIX ();
use File::Spec;
use parent -norequire, 'Inner';
no Toggle;
package Inner;
sub one { 1 }
1;
