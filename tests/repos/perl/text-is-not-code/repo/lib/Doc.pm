package Doc;
use strict;
# use Other;
=head1 SYNOPSIS

  use Other;
  require Other;

=cut
my $text = 'use Other;';
my $here = <<'TEXT';
use Other;
TEXT
print "require Other\n";
1;
__END__
use Other;
