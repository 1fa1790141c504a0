"""Speed of ours beside plain implementations, measured in one run: `python -m bench.NAME`."""
