"""Write the training documents of the corpus: spark-submit jobs/export.py RUN.yaml."""

from pipeline.entry import stage_main

if __name__ == "__main__":
    stage_main("export")
