The folder

    exports.get = ->
