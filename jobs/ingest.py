"""Turn the dump of a run file into raw_files: spark-submit jobs/ingest.py RUN.yaml."""

from pipeline.entry import stage_main

if __name__ == "__main__":
    stage_main("ingest")
