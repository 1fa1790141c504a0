entity tb is end entity;
architecture sim of tb is begin
  dut : entity work.top;
end architecture;
