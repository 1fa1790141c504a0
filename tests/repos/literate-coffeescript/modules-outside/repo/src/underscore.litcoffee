Not the package

    exports.each = ->
