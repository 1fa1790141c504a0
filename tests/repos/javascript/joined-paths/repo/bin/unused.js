exports.e = 1;
