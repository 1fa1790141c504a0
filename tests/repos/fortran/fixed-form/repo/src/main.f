C     use unused
*     include 'unused.inc'
      program main
      use grid, only: n
      USE KINDS
      integer use
      include 'common.inc'
      use = 1
      s = "use unused"
      print *, 'include "unused.inc"'  ! use unused
      end
