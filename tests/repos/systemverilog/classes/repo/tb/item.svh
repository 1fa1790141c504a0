class item extends uvm_sequence_item;
  rand bit [7:0] data;
endclass
