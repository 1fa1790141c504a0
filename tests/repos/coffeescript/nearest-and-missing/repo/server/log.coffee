exports.log = ->
