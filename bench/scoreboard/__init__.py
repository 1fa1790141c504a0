"""Precision and recall of our dependencies, per language, against tools that are not ours, on real packages."""
