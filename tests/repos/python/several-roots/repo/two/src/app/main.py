import core.base
