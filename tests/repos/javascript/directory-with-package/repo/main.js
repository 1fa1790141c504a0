require('./lib/thing');
