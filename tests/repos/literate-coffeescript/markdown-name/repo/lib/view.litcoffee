View of the application.

    module.exports = class View
