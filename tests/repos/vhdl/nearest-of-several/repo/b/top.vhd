use work.Pkg.all;
entity top is end entity;
