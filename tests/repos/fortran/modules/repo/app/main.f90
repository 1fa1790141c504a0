program main
  use shapes
  use mpi
  ! use unused
  print *, "use unused"
end program main
