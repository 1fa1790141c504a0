"""Make the index that curation looks for benchmarks with: build_contamination_index.py BENCHMARKS OUT [CORPUS]."""

from pipeline.entry import benchmarks_main

if __name__ == "__main__":
    benchmarks_main()
