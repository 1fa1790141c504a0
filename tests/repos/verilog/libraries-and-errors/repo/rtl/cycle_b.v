module cycle_b; cycle_a a(); endmodule
