@echo off
setlocal
call setenv.bat
call "%~dp0scripts\compile.cmd" debug
CALL %ROOT%\scripts\Link
call :local
call %DYNAMIC%
rem call unused.bat
:: call unused.bat
echo call unused.bat
if exist deploy.bat (call deploy.bat) else exit /b 1
cmd /c scripts\check.bat
start "" scripts\watch.bat
call npm install
goto :eof
:local
last.bat
