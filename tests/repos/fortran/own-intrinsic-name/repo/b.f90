module b
  use, intrinsic :: iso_c_binding
  use, non_intrinsic :: iso_c_binding, only: c_int
end module
