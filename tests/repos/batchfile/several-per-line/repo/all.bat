@call one.bat && call two.bat
if errorlevel 1 (call fail.cmd) else echo fine
for %%f in (*.txt) do call each.bat "%%f"
