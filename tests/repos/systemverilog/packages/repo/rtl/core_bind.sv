module core_bind;
  bind core core_sva u_sva (.*);
endmodule
