module broken (input a;
  leaf u1 (.a(a))
  leaf u2 (.a(a));
endmodule
