@exit /b
