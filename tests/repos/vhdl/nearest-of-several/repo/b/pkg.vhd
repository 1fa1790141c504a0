package PKG is end package;
