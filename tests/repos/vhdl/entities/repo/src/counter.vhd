library ieee;
use ieee.std_logic_1164.all;
entity counter is
  port (clk : in std_logic);
end entity;
architecture rtl of counter is begin end architecture;
