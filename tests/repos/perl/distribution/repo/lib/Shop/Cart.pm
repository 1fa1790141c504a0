package Shop::Cart;
use strict;
use warnings;
use Carp qw(croak);
use Shop::Item;
use Shop::Price 1.02 qw(total);
sub add { my ($self, %what) = @_; push @{$self->{items}}, Shop::Item->new(%what) }
1;
