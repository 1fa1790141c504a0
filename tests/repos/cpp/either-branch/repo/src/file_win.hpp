struct WinFile;
