import {value} from './api';
import {A} from './impl';
import x = require('./eq');
let y: import('./late').A;
