"""Run all stages, from the dump to the training documents and the report: spark-submit jobs/run.py RUN.yaml."""

from pipeline.entry import run_main

if __name__ == "__main__":
    run_main()
