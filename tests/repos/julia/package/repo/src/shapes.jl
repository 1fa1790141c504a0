module Shapes
import ..AbstractGrid
area(g::AbstractGrid) = 1
macro checked(x) x end
end
