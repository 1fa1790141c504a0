use work.missing.all;
entity gone is end entity;
