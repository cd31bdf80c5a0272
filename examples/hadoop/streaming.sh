#!/usr/bin/env bash
# Articles to results with Hadoop Streaming, without Spark: map tasks only, each a `kharita extract --lines`.
#
#     examples/hadoop/streaming.sh /news/2024 /results/2024
#
# Both are folders of HDFS (or any Hadoop path); input is NDJSON, an article a line. KHARITA names the program on the nodes.
# A task that fails is run again (four times), one that lags is run twice at once and the faster one counts: Hadoop's own ways.
set -euo pipefail

input=${1:?which input?} output=${2:?where to?}
KHARITA=${KHARITA:-/usr/bin/kharita}
jar=$(ls "${HADOOP_HOME:?where is Hadoop?}"/share/hadoop/tools/lib/hadoop-streaming-*.jar | head -1)

# A streaming task hands its mapper the line alone, without its offset, for TextInputFormat only. Results hold no tab (JSON escapes
# them), so that all of a line is its key; the separator behind it is set to nothing.
"$HADOOP_HOME/bin/hadoop" jar "$jar" \
	-D mapreduce.job.reduces=0 \
	-D mapreduce.job.name='kharita extract' \
	-D mapreduce.map.memory.mb=1024 \
	-D mapreduce.map.speculative=true \
	-D textinputformat.record.delimiter=$'\n' \
	-D mapreduce.output.textoutputformat.separator= \
	-D mapreduce.output.fileoutputformat.compress=true \
	-D mapreduce.output.fileoutputformat.compress.codec=org.apache.hadoop.io.compress.GzipCodec \
	-D stream.non.zero.exit.is.failure=true \
	-inputformat org.apache.hadoop.mapred.TextInputFormat \
	-input "$input" -output "$output" \
	-mapper "$KHARITA extract --lines -q -j1"

echo "then: hadoop fs -get $output results && kharita layers results -o layers"
