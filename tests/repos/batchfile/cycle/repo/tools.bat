@echo off
call menu.bat
