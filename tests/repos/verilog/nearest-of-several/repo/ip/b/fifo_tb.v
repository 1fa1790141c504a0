module fifo; endmodule
module fifo_tb; fifo f(); endmodule
