"""Questions to a model from repositories that it was not trained on, and what answers are worth. Needs no torch."""
