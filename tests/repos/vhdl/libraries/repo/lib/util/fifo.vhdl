library util;
use util.math_pkg;
entity fifo is end entity;
