#!/bin/sh
# Makes the attribution model that ships, from the one that shipped before it.
#
#     sh training/recipe.sh DATA BEFORE WORK
#
# DATA is the folder of the training data (README.md), BEFORE the graph to start from, WORK an empty
# folder; the model is written to WORK/model. One thread, so that the sums come out alike each time.
set -eu
data=$1 before=$2 work=$3
export OMP_NUM_THREADS=1
start="$work/before.onnx"
gold="--gold $data/polnear_train.jsonl.gz"
tokens="--tokenizer $data/student/tokenizer.json"
labels="--gold-tokens $data/polnear_train_tokens.jsonl.gz --gold-soft $data/soft_labels_train.npz"

mkdir -p "$work"
cp "$before" "$start"
echo "965bb8e4b132b6aa5d86f88e02e3b21785c593daa7f0e57ba112df97c2d450f6  $start" | sha256sum --check --quiet

python -m training.train --threads 1 --start "$start" $tokens $gold $labels --epochs 1 \
    --learning-rate 1.5e-4 --gold-share 0.6 --average 0.98 --pieces-per-batch 3072 --frozen 3 --bare 3 \
    --out "$work/tuned.pt"
python -m training.average "$start" "$work/tuned.pt" --out "$work/mean.pt"
python -m training.export --model "$work/mean.pt" $tokens $gold --inner-threshold 0.42 --out "$work/model"
python -m training.calibrate --folder "$work/model" $gold
