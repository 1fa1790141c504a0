use work.pkg.all;
entity top is end entity;
