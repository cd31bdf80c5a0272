#!/usr/bin/env bash
# Benchmark of reading: makes its corpus, installs the peers into a venv of its own, builds, and measures Kharita and the peers in
# turn on one core (reading.py tells what). Options go to reading.py: --size 20 for a quick look, --write docs/performance.md to
# keep the table. Needs python3-venv; valgrind for the instruction counts.
set -euo pipefail
cd "$(dirname "$0")/../.."

bench=build/bench
mkdir -p $bench
if ! cmp -s tests/bench/requirements.txt $bench/venv/installed.txt; then
	python3 -m venv $bench/venv
	$bench/venv/bin/pip -q install --disable-pip-version-check -r tests/bench/requirements.txt
	cp tests/bench/requirements.txt $bench/venv/installed.txt
fi
./run.sh build >&2
cmake --build --preset release --target mentions_bench >&2
exec $bench/venv/bin/python tests/bench/reading.py --folder $bench "$@"
