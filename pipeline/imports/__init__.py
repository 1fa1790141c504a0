"""From import statements to files of the same repository. STRATEGIES holds every way a language family resolves."""

from pipeline.imports.strategy import Strategy

STRATEGIES: dict[str, type[Strategy]] = {
}
