package app

import util.Text

class Main {
    private val service = Service()
    fun name() = Text.trim(service.model.name)
}
