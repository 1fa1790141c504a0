function up(s) { return s }
