entity idle is end entity;
