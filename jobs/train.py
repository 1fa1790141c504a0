"""Train a model: torchrun --nproc-per-node 8 jobs/train.py RUN.yaml; without torchrun, one process."""

from pipeline.entry import train_main

if __name__ == "__main__":
    train_main()
