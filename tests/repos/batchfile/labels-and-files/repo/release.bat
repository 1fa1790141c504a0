@echo off
call :upload
call build
call :build
call test.bat :upload
goto upload
:build
:upload
exit /b
