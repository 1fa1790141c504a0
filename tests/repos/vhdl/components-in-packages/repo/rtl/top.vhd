use work.components.all;
entity top is end entity;
architecture a of top is
begin
  g : for i in 0 to 3 generate
    u : adder port map (a => '0');
  end generate;
  b : block
  begin
    v : work.components.adder port map (a => '1');
  end block;
end architecture;
