package Shop::Base;
sub new { my $class = shift; return bless {@_}, $class }
1;
