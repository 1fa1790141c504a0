module b_top; fifo f(); endmodule
