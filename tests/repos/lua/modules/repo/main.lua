dofile('tools/run.lua')
