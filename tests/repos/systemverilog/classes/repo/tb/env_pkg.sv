package env_pkg;
  import uvm_pkg::*;
  `include "uvm_macros.svh"
  `include "item.svh"
  `include "driver.svh"
  `include "env.svh"
endpackage
