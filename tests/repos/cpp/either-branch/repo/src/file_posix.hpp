struct PosixFile;
