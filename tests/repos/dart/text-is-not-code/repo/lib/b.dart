void b() {}
