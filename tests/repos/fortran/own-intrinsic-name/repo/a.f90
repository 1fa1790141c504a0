module a
  use iso_c_binding
end module
