#!/bin/bash
# sbatch conf/training/slurm.sh RUN.yaml: eight GPUs on each of eight nodes. (An example: not run by us.)
# Ten minutes before the end of the time a warning comes: the run saves and ends, and the same command goes on from there.
#SBATCH --job-name=repomill --nodes=8 --ntasks-per-node=1 --gpus-per-node=8 --cpus-per-task=64 --signal=SIGUSR1@600
set -euo pipefail
# Without it, processes that are started again read the addresses of those before them.
export TORCH_DISABLE_SHARE_RDZV_TCP_STORE=1
head=$(scontrol show hostnames "$SLURM_JOB_NODELIST" | head -n 1)
srun torchrun --nnodes "$SLURM_NNODES" --nproc-per-node 8 --max-restarts 3 \
    --rdzv-backend c10d --rdzv-id "$SLURM_JOB_ID" --rdzv-endpoint "$head:29500" \
    --signals-to-handle SIGTERM,SIGINT,SIGHUP,SIGQUIT,SIGUSR1 --shutdown-timeout 540 jobs/train.py "$1"
