#!/bin/csh
source one.csh; source two.csh
if (-e three.csh) source three.csh && source four.csh
foreach i (1 2)
  source five.csh # source unused.csh
end
