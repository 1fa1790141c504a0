helper() = read_grid("x")
