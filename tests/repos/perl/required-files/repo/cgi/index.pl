#!/usr/bin/perl
use strict;
use FindBin qw($Bin);
require "./common.pl";
require "$Bin/../etc/setup.pl";
my $config = do './config.pl' or die $!;
require "$file";
eval { require Local::Gone; 1 } or warn;
