@call menu.bat t
