import type {A} from './a';
import {value} from './a';
