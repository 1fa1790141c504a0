package bus_pkg;
  import base_pkg::word_t;
  typedef struct packed { word_t data; logic valid; } bus_t;
endpackage
