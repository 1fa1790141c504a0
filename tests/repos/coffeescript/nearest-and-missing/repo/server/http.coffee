exports.get = ->
