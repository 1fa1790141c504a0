module c
  use , intrinsic :: iso_c_binding
end module
