if ( ! $?A ) then
  source -h a.csh
else
  source sub/c.csh >& /dev/null
endif
