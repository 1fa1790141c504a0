module soc; a_top a(); b_top b(); endmodule
