function up(s) { return toupper(s) }
