import {View} from './view';
