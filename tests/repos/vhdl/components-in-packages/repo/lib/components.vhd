library ieee;
use ieee.std_logic_1164.all;
package components is
  component adder is
    port (a : in std_logic);
  end component;
end package;
