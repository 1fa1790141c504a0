package gen_pkg is generic (type t); end package;
