import Store from './store'
import {
  render
  update as refresh
} from './view.coffee'
import './styles.js'
import * as util from 'util'
export { default } from './router'
export value = 1
message = '''
import Unused from './unused'
'''
load = -> import('./later')
