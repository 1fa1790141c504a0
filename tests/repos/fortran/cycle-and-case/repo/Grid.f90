module grid_mod
  use KINDS_MOD
  use absent_mod
  integer, parameter :: n = 3
end module grid_mod
