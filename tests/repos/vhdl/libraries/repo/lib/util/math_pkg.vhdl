package math_pkg is
  function half(x : integer) return integer;
end package;
