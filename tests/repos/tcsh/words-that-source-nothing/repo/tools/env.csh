#!/bin/tcsh
set source = unused.csh
alias src 'source unused.csh'
echo source unused.csh
cp source unused.csh
resource unused.csh
set colour = "#fff"; source path.csh
source $argv[1]
source "$HOME/unused.csh.local"
