@echo off
if "%1"=="t" call tools.bat
