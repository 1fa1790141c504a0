module top_tb;
  top dut (.clk(clk));
  initial $display("counter u_count (");
endmodule
