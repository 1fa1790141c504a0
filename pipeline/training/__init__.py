"""Training on the documents of a corpus: loading, model, steps, checkpoints. Only modules that need torch import it."""
