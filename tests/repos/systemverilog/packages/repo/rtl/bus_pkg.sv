package bus_pkg;
  typedef logic [31:0] word_t;
  parameter int Width = 32;
  function automatic word_t swap(word_t x); return x; endfunction
endpackage
