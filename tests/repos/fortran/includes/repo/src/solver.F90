#include "macros.h"
#ifdef WITH_MPI
#include "parallel/comm.inc"
#endif
module solver
  use mpi_f08
  implicit none
  include "gone.inc"
contains
  subroutine run()
    include 'loops.inc'
  end subroutine
end module
