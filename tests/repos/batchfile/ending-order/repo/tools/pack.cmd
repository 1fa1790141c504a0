@exit /b 1
