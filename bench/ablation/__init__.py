"""Tiny models that differ in one switch of the data, and what that changes: python -m bench.ablation RUN.yaml."""
