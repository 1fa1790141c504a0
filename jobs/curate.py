"""Turn raw_files into ordered documents, with a ledger of every file: spark-submit jobs/curate.py RUN.yaml."""

from pipeline.entry import stage_main

if __name__ == "__main__":
    stage_main("curate")
