module top; uart u(); endmodule
