library util;
context util.ctx;
use util.math_pkg.half;
use work.int_pkg.all;
entity top is end entity;
architecture a of top is
begin
  f : entity util.fifo;
end architecture;
