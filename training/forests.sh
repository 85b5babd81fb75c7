#!/bin/sh
# Grow the forests that the package holds: sh training/forests.sh TEXTS MAKE_CORPUS WORK
# TEXTS: articles as the generator of planted reuse reads them; MAKE_CORPUS: that generator.
# The corpora of 1,000 with the seeds 107 and 108 and of 10,000 with 102 are kept out.
set -e
texts=$1 make=$2 work=$3
corpus() {
    [ -f "$work/corpus_$1_$2/truth.jsonl" ] ||
        python3 "$make" --texts "$texts" --n "$1" --seed "$2" --out "$work/corpus_$1_$2" >/dev/null
    echo "$work/corpus_$1_$2"
}
some() {
    size=$1
    shift
    for seed in "$@"; do corpus "$size" "$seed"; done
}
learned="$(some 12 941 942 943 944 945 946 947 948) $(some 30 $(seq 911 919) $(seq 9110 9119))"
learned="$learned $(some 100 $(seq 921 928)) $(some 300 $(seq 931 935))"
learned="$learned $(some 1000 $(seq 101 106)) $(some 10000 101 103)"
python3 -m training.reuse $learned --out "$work" \
    --held-out $(some 1000 107 108) $(some 10000 102)
