exports.x = require('./b.js');
