call %~dp0..\..\common.bat
call ..\env.bat
