local M = {}
function M.even(n) return n == 0 or require("odd").odd(n - 1) end
return M
