include("shared.lua")
AddCSLuaFile("shared.lua")
include(name)
