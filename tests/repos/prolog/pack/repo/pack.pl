name(units).
