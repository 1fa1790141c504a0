#!/bin/tcsh
source scripts/lib/colours.csh
source $ROOT/lib/paths.csh
source /etc/csh.cshrc
