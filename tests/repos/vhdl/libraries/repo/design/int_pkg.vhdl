library util;
package int_pkg is new util.gen_pkg generic map (t => integer);
