"""Measure a model on a corpus it was not trained on: python jobs/evaluate.py EVALUATION.yaml."""

from pipeline.entry import evaluate_main

if __name__ == "__main__":
    evaluate_main()
