The page
--------

    import {
      title
      meta as more
    } from './parts/head'
    import format from '../lib/format'

import nothing from './unused'

    later = -> import('./late')
