package types_pkg is
  type state_t is (A, B);
end package;
