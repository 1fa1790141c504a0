.set LED, 13
