grammar Old;
