call "%~dp0env.bat"
call "%~dp0..\common.bat"
