package Shop::Price;
use base qw(Exporter Shop::Base);
our @EXPORT_OK = ('total');
1;
