"""Find duplicate repositories and write the membership list of the corpus: spark-submit jobs/dedup.py RUN.yaml."""

from pipeline.entry import stage_main

if __name__ == "__main__":
    stage_main("dedup")
