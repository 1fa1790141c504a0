export = { most: 1 };
