context ctx is
  library util;
  use util.math_pkg.all;
end context;
