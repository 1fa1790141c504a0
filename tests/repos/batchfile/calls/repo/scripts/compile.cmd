@call ..\setenv.bat
