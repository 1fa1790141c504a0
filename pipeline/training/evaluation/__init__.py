"""What a model has learnt, measured on what it was not trained on."""

from pipeline.training.evaluation.run import Evaluation, as_markdown, evaluate

__all__ = ["Evaluation", "as_markdown", "evaluate"]
