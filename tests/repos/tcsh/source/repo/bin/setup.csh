#!/bin/csh -f
set dir = `dirname $0`
# source unused.csh
source $dir/env.csh
if (-f $dir/site.csh) source "$dir/site.csh"
if ($?HOST) then
  source ~/.aliases; source ${dir}/hosts.csh
endif
echo "source unused.csh"
setenv source unused.csh
