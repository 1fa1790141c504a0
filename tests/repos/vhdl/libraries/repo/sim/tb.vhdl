library ieee;
use ieee.std_logic_1164.all;
entity tb is end entity;
architecture t of tb is
begin
  c : configuration work.cfg;
end architecture;
