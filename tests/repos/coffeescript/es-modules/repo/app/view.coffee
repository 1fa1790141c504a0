import Store from './store'
export render = -> "from './router'"
