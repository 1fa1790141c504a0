@echo off
if exist old.bat del old.bat
if not exist gen.bat echo gen.bat is missing
copy gen.bat backup.bat
type old.bat
title call old.bat
rem call old.bat
:: call gen.bat
echo call gen.bat>> later.txt
goto gen
:gen
