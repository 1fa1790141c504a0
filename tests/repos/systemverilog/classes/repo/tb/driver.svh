class driver extends uvm_driver #(item);
  virtual bus_if vif;
  item last;
endclass
