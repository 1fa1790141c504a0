"""Labelled files for the quality scorer, and how well it does on packages that it has not seen."""
