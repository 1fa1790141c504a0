module top #(parameter N = 4) (input [N-1:0] x);
  bit_cell cells [N-1:0] (.a(x), .b());
  adder #(
    .W(N),
    .N(2)
  )
  sum (
    .a(x)
  );
  genvar index;
  generate
    for (index = 0; index < N; index = index + 1) begin : row
      stage s(.c(x[index]));
    end
  endgenerate
  pair p0(.c(x[0])), p1(.c(x[1]));
endmodule
