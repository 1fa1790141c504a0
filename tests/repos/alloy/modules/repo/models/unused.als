module models/unused
// open models/names
