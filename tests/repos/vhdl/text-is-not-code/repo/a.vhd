-- use work.b.all;
entity a is
end entity;
architecture x of a is
  constant s : string := "use work.b.all;";
  signal b : bit;
begin
  process begin
    report "entity work.b";
    b <= '1';
    wait;
  end process;
end architecture;
