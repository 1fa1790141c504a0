module cycle_a; cycle_b b(); endmodule
