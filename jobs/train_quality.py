"""Train the quality model: train_quality.py LABELLED.jsonl MODEL.json [NAME]."""

from pipeline.entry import quality_main

if __name__ == "__main__":
    quality_main()
