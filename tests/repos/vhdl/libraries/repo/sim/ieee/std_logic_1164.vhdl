package std_logic_1164 is end package;
