@echo off
call gone.bat
call %OTHER%
call :b
call npm run build
echo call b.bat
rem b.bat
set X=b.bat
goto b
:b
