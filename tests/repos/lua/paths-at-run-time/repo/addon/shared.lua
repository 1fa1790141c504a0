-- include("cl_init.lua")
local text = 'include("cl_init.lua")'
dofile("./cl_init.lua")
