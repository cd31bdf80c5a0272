#!/usr/bin/env python3
"""Articles to results on a Spark cluster: each partition is piped through `kharita extract --lines`.

    spark-submit examples/spark/extract.py 'hdfs:///news/*.ndjson.gz' hdfs:///results --kharita /opt/kharita/bin/kharita
    spark-submit examples/spark/extract.py 's3a://crawl/2024/*.warc.gz' s3a://results/2024 --format warc

INPUT is any path that Hadoop reads, with wildcards: NDJSON, an article a line (plain, gzip, bzip2, zstd), or web archives (WARC),
each of which is one task. OUTPUT is a new folder of parts, in the order of the input. `kharita layers OUTPUT -o DIR` reads it. With
--by month or year it holds a folder for each period of publication (period=2021-09), to be drawn one by one.

kharita is installed on the workers (the Debian package), or sent along: pack an installation (`cmake --install build --prefix
kharita; tar czf kharita.tgz kharita`) and add `--archives kharita.tgz#kh` to spark-submit and `--kharita kh/kharita/bin/kharita`
here. Options for kharita itself follow `--`: `-- --overlay places.tsv --field text=story.body`.

A line gives a line: a refused article one that says why. A task whose executor dies is run again elsewhere; its part is written once.
"""
import argparse
import re
import subprocess
import sys
import threading

from pyspark.sql import SparkSession

HADOOP = 'org.apache.hadoop.io.compress.'
CODECS = {'gzip': HADOOP + 'GzipCodec', 'zstd': HADOOP + 'ZStandardCodec', 'bzip2': HADOOP + 'BZip2Codec', 'none': None}
# zstd where Hadoop's native library is missing, as in PySpark from PyPI: Spark's own for Parquet writes it (`.zstd`), its own for ORC
# reads `.zst` (and packs badly).
ZSTD_WRITER, ZSTD_READER = 'org.apache.parquet.hadoop.codec.ZstandardCodec', 'io.airlift.compress.zstd.ZstdCodec'
PERIODS = {'month': re.compile(rb'"published":"([0-9]{4}-[0-9]{2})'), 'year': re.compile(rb'"published":"([0-9]{4})')}
CHUNK = 1 << 20


class Pipe:
    """A program that is fed while its lines are read. What goes wrong on either side fails the task, which Spark repeats."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.fault = None

    def feed(self, pieces):
        try:
            for piece in pieces:
                self.process.stdin.write(piece)
            self.process.stdin.close()
        except BaseException as fault:  # raised where the lines are read
            self.fault = fault
            self.process.kill()

    def lines(self, pieces):
        feeder = threading.Thread(target=self.feed, args=(pieces,), daemon=True)
        feeder.start()
        for line in self.process.stdout:
            yield line[:-1]
        feeder.join()
        status = self.process.wait()
        if self.fault or status != 0:
            raise RuntimeError('%s ended with status %d' % (self.process.args[0], status)) from self.fault


def extract_lines(command):
    def partition(lines):
        counted = [0, 0]

        def pieces():
            for line in lines:
                counted[0] += 1
                yield line + b'\n'

        for result in Pipe(command + ['--lines', '-']).lines(pieces()):
            counted[1] += 1
            yield result
        if counted[0] != counted[1]:
            raise RuntimeError('%d lines in, %d lines out' % tuple(counted))
    return partition


def extract_archive(command):
    def archive(named):
        content = named[1]
        pieces = (content[i:i + CHUNK] for i in range(0, len(content), CHUNK))
        return Pipe(command + ['--with-errors', '-']).lines(pieces)
    return archive


def use_zstd(sc):
    """Hadoop reads zstd, with its native library if that has it, else with what Spark brings. The name of the codec to write it."""
    hadoop = sc._jvm.org.apache.hadoop
    if hadoop.util.NativeCodeLoader.isNativeCodeLoaded() and hadoop.io.compress.ZStandardCodec.isNativeCodeLoaded():
        return CODECS['zstd']
    conf = sc._jsc.hadoopConfiguration()
    conf.set('io.compression.codecs', ','.join(filter(None, (conf.get('io.compression.codecs'), ZSTD_READER, ZSTD_WRITER))))
    return ZSTD_WRITER


def results(sc, args):
    """The lines of results, partitioned as the input is."""
    command = [args.kharita, 'extract', '-q', '-j', str(args.threads)] + args.options
    if args.format == 'warc':
        return sc.binaryFiles(args.input, args.parts).flatMap(extract_archive(command))
    sc._jsc.hadoopConfiguration().set('textinputformat.record.delimiter', '\n')  # a lone CR does not end a line
    return sc.textFile(args.input, args.parts, use_unicode=False).mapPartitions(extract_lines(command))


def parse(argv):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('input', metavar='INPUT')
    parser.add_argument('output', metavar='OUTPUT')
    parser.add_argument('--format', choices=('ndjson', 'warc'), default='ndjson')
    parser.add_argument('--parts', type=int, metavar='N', help='at least so many partitions (default: what Hadoop splits by)')
    parser.add_argument('--codec', choices=CODECS, default='zstd', help='packing of the parts')
    parser.add_argument('--by', choices=PERIODS, help='a folder of parts for each period of publication')
    parser.add_argument('--kharita', default='kharita', metavar='PROGRAM')
    parser.add_argument('--threads', type=int, default=1, metavar='N', help='of each task: as many as spark.task.cpus')
    split = argv.index('--') if '--' in argv else len(argv)
    args = parser.parse_args(argv[:split])
    args.options = argv[split + 1:]
    return args


def period_of(line, period):
    """Of a result; `refused` of a refusal, `unknown` of an article without a date."""
    found = period.search(line, 0, line.find(b'"mentions":'))
    return found.group(1).decode() if found else 'unknown' if line.startswith(b'{"schema"') else 'refused'


def run(spark, args):
    zstd = use_zstd(spark.sparkContext)
    codec = zstd if args.codec == 'zstd' else CODECS[args.codec]
    lines = results(spark.sparkContext, args)
    if not args.by:
        lines.saveAsTextFile(args.output, codec)
        return
    period = PERIODS[args.by]
    rows = lines.map(lambda line: (period_of(line, period), line.decode()))
    writer = spark.createDataFrame(rows, 'period string, value string').write.partitionBy('period')
    writer.text(args.output, compression=codec or 'none')


if __name__ == '__main__':
    arguments = parse(sys.argv[1:])
    session = SparkSession.builder.appName('kharita extract').getOrCreate()
    run(session, arguments)
    session.stop()
