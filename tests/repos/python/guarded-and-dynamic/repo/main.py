import importlib

try:
    from pkg.fast import value
except ImportError:
    from pkg.slow import value

with open('x') as f:
    module = importlib.import_module('pkg.plugin')
