import {A} from './a';
import {value} from './dir';
