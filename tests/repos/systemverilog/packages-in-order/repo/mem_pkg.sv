package mem_pkg;
  import base_pkg::*;
  typedef word_t line_t[4];
  typedef bus_pkg::bus_t held_t;
endpackage
