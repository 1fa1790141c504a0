local M = {}
function M.odd(n) return n ~= 0 and require("even").even(n - 1) end
return M
