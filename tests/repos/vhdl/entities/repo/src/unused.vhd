entity unused is end entity;
