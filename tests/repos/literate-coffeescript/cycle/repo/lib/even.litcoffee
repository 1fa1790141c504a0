A number is even

    odd = require './odd'
    module.exports = (n) -> n is 0 or odd n - 1
