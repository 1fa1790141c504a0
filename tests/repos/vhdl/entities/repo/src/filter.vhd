entity filter is end entity;
architecture rtl of filter is begin end architecture;
