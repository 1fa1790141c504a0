module helper; endmodule
