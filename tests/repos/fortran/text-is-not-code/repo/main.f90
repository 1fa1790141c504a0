program main
  implicit none
  ! use other
  character(20) :: s = "use other"
  integer :: use_other
  use_other = 1
  print *, 'include "other.f90"', &
    & s
end program
