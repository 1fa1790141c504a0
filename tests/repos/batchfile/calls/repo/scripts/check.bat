@"%~dp0watch.bat"
