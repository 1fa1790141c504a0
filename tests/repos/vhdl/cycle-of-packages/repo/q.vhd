use work.p.all;
package q is
  function g return integer;
end package;
