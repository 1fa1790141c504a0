#include "config.h"
module Shapes
  use constants, only: dp
  use iso_c_binding
  implicit none
  interface
    module subroutine draw(size)
      real(dp), intent(in) :: size
    end subroutine
  end interface
end module Shapes
