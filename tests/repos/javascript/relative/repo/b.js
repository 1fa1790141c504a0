import {value} from './a';
import './c.js';
