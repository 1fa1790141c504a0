"""Make the next version of a corpus, reading only what changed in the input: spark-submit jobs/refresh.py RUN.yaml."""

from pipeline.entry import refresh_main

if __name__ == "__main__":
    refresh_main()
