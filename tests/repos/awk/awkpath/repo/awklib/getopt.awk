function getopt(argc, argv, options) { return -1 }
