The entry
=========

It needs a parser, as in

* a list:
    require './unused'

and then

    parser = require './parser'
    {grow} = require './tree'

that is all: require './unused'.
