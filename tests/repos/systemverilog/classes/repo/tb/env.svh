class env extends base_env;
  driver d;
  function void build(); d = driver::type_id::create("d"); endfunction
endclass
