entity ADDER is
  port (a : in bit);
end entity;
