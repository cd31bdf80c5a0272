# The examples for GNU parallel, Slurm and Hadoop Streaming give what one process gives; what failed is done by the next run.
. "$(dirname "$0")/../cli/lib.sh"

command -v parallel >/dev/null || exit 77
export KHARITA
examples=$SOURCE_DIR/examples
python3 "$SOURCE_DIR/tests/bench/corpus.py" --articles 60 >all.ndjson
printf '\n{"broken\n' >>all.ndjson
mkdir archive
split -n l/4 --additional-suffix=.ndjson all.ndjson archive/part-
gzip archive/part-ab.ndjson
zstd -q --rm archive/part-ac.ndjson
"$KHARITA" extract --lines -j1 <all.ndjson | sort >wanted
[ "$(wc -l <wanted)" -eq 62 ] || fail "62 lines gave $(wc -l <wanted)"

same() { zstdcat "$1"/*.zst | sort | cmp -s - wanted || fail "$1: other results"; }

# One of the files is cut short at first: it leaves nothing, the others are done, and the next run does the rest.
cp archive/part-ab.ndjson.gz kept.gz
head -c 900 kept.gz >archive/part-ab.ndjson.gz
bash "$examples/parallel/extract.sh" archive parallel -j2 >out 2>err
[ $? -ne 0 ] || fail "a damaged file goes unnoticed"
[ "$(ls parallel | wc -l)" -eq 3 ] || fail "in the folder: $(ls parallel)"
touch -d 2001-01-01 parallel/*
cp kept.gz archive/part-ab.ndjson.gz
bash "$examples/parallel/extract.sh" archive parallel -j2 >out 2>err || fail "the second run"
same parallel
[ "$(find parallel -newermt 2002-01-01 -type f | wc -l)" -eq 1 ] || fail "what was done is done again"
parallel --pipe -k --block 20k -j2 "$KHARITA" extract --lines -j1 <all.ndjson 2>err | sort | cmp -s - wanted || fail "parallel --pipe"

for task in 0 1 2; do
	SLURM_ARRAY_TASK_ID=$task SLURM_ARRAY_TASK_COUNT=3 bash "$examples/slurm/extract.sbatch" archive slurm >out 2>err || fail "task $task"
done
same slurm

# In place of Hadoop: its command line is taken apart, and each file of the input piped through the mapper.
mkdir -p hadoop/bin hadoop/share/hadoop/tools/lib
: >hadoop/share/hadoop/tools/lib/hadoop-streaming-3.3.6.jar
cat >hadoop/bin/hadoop <<'END'
#!/bin/bash
[ "$1" = jar ] && [ -f "$2" ] || exit 2
shift 2
while [ $# -gt 0 ]; do
	case $1 in
	-input) input=$2 ;;
	-output) output=$2 ;;
	-mapper) mapper=$2 ;;
	-D | -inputformat) ;;
	*) exit 2 ;;
	esac
	shift 2
done
mkdir "$output"
for file in "$input"/*; do
	n=$((n + 1))
	zstdcat -f "$file" | $mapper | gzip >"$output/part-$n.gz" || exit 1
done
END
chmod +x hadoop/bin/hadoop
HADOOP_HOME=$PWD/hadoop bash "$examples/hadoop/streaming.sh" archive streamed >out 2>err || fail "streaming.sh"
zcat streamed/* | sort | cmp -s - wanted || fail "Hadoop Streaming: other results"
run layers -q streamed 'slurm/*.zst' -o layers --no-map --no-tiles --no-preview
expect_status 0
[ "$(wc -l <layers/results.ndjson)" -eq "$(grep -c '"schema":1' wanted)" ] || fail "layers takes articles twice, or not at all"
