@echo off
call tools\pack
CALL Tools\SIGN
call tools\pack.cmd
