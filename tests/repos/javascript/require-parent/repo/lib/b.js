const a = require('../a');
const fs = require('fs');
const d = require('.');
