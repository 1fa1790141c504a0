module a_top; fifo f(); endmodule
