import type {A} from './a';
export type {A as B} from './b';
import type from './c';
import {type A as D} from './d';
