import {A} from './a.js';
import './m.mjs';
import './v.jsx';
import './real.js';
