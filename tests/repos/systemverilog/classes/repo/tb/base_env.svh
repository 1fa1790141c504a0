class base_env extends uvm_env;
endclass
