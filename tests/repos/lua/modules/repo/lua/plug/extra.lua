return require('plug')
