package p is
  function f return integer;
end package;
package body p is
  function f return integer is begin return work.q.g; end function;
end package body;
