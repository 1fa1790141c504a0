"""Quality of a file: features of its text and its tree, and a score that a small additive model gives them."""
