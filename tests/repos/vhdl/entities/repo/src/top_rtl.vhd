architecture rtl of TOP is
  component counter is
    port (clk : in std_logic);
  end component;
  -- u9 : entity work.unused;
begin
  u0 : counter port map (clk => clk);
  u1 : entity work.Filter(rtl) port map (clk => clk);
  u2 : component pll port map (clk => clk);
  u3 : idle;
  work.log_pkg.note("entity work.unused");
end architecture;
