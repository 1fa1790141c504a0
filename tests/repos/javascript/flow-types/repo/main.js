// @flow
import type { Order } from './types';
import typeof Client from './client';
import { type Item, total } from './items';
import type from './type';
export type { Clock } from './clock';
