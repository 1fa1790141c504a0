"""Train a tokenizer on a sample of a corpus, with a report beside others: train_tokenizer.py TOKENIZER.yaml."""

from pipeline.entry import tokenizer_main

if __name__ == "__main__":
    tokenizer_main()
