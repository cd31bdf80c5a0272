"""examples/spark/extract.py on a cluster of two workers on this machine gives what one process gives, line for line; also when an
executor is killed while it works; and `kharita layers` reads the parts.

spark.py KHARITA SOURCE_DIR     status 77: no PySpark or no Java here
"""
import gzip
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

KHARITA, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
if not shutil.which('java'):
    sys.exit(77)
try:
    import pyspark
except ImportError:
    sys.exit(77)
os.environ.update(SPARK_LOCAL_IP='127.0.0.1', PYSPARK_PYTHON=sys.executable, SPARK_HOME=os.path.dirname(pyspark.__file__))
sys.path.insert(0, str(SOURCE / 'examples/spark'))
import extract  # noqa: E402

LEAN = '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC'
HOSTILE = ['', ' ', '{', '[]', 'null', '{"text":', '{"text": 7}', 'نص عربي ليس في سجل', '{"a":' * 2000, 'x' * 300000]


def session():
    os.environ['PYSPARK_SUBMIT_ARGS'] = '--driver-memory 512m --driver-java-options "%s" pyspark-shell' % LEAN
    spark = (pyspark.sql.SparkSession.builder.master('local-cluster[2,1,512]').appName('test')
             .config('spark.executor.memory', '512m').config('spark.executor.extraJavaOptions', LEAN)
             .config('spark.ui.enabled', 'false').config('spark.python.worker.reuse', 'false').getOrCreate())
    spark.sparkContext.setLogLevel('ERROR')
    spark.sparkContext.addPyFile(str(SOURCE / 'examples/spark/extract.py'))
    return spark


def make_input(folder):
    made = subprocess.run([sys.executable, SOURCE / 'tests/bench/corpus.py', '--articles', '240'], check=True, stdout=subprocess.PIPE)
    lines = made.stdout.split(b'\n')[:-1]
    for i, line in enumerate(HOSTILE):
        lines.insert(i * 20, line.encode())
    folder.mkdir()
    (folder / 'a.ndjson').write_bytes(b'\n'.join(lines[:150]) + b'\n')
    (folder / 'b.ndjson.gz').write_bytes(gzip.compress(b'\n'.join(lines[150:]) + b'\n'))
    return len(lines)


def make_warc(path):
    body = (SOURCE / 'examples/inputs/page.html').read_bytes()
    records = []
    for i in range(3):
        http = b'HTTP/1.1 %d OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n' % (404 if i == 2 else 200) + body
        records.append(b'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/%d\r\nWARC-Date: 2022-03-04T05:06:07Z\r\n'
                       b'Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n' % (i, len(http)) + http + b'\r\n\r\n')
    path.write_bytes(gzip.compress(b''.join(records)))


def one_process(options, data):
    return subprocess.run([KHARITA, 'extract', '-q', '-j1', *options, '-'], input=data, check=True, stdout=subprocess.PIPE).stdout.split(b'\n')[:-1]


def unpacked(path):
    if path.suffix in ('.zst', '.zstd'):
        return subprocess.run(['zstd', '-dcq', path], check=True, stdout=subprocess.PIPE).stdout
    return gzip.decompress(path.read_bytes())


def parts(folder, names='part-*'):
    assert (folder / '_SUCCESS').exists() or (folder.parent / '_SUCCESS').exists()
    return [line for path in sorted(folder.glob(names)) for line in unpacked(path).split(b'\n')[:-1]]


def parent(pid):
    return int(pathlib.Path('/proc/%d/stat' % pid).read_text().rsplit(')', 1)[1].split()[1])


def executor_of(pid):
    """The executor's process above one of its own; it must descend from this one."""
    chain = [pid]
    while chain[-1] not in (1, os.getpid()):
        chain.append(parent(chain[-1]))
    assert chain[-1] == os.getpid(), chain
    return next(p for p in chain if b'CoarseGrainedExecutorBackend' in pathlib.Path('/proc/%d/cmdline' % p).read_bytes())


def slow_program(folder):
    """kharita, but the first of all its processes waits to be killed."""
    program = folder / 'slow'
    program.write_text('#!/bin/sh\necho $$ >>"%s/started"\nif mkdir "%s/first" 2>/dev/null; then echo $$ >"%s/pid.new"; mv "%s/pid.new" "%s/pid"; exec sleep 60; fi\n'
                       'exec "%s" "$@"\n' % (*[folder] * 5, KHARITA))
    program.chmod(0o755)
    return program


def kill_first(folder, killed):
    for _ in range(1200):
        if (folder / 'pid').exists():
            break
        time.sleep(0.1)
    pid = int((folder / 'pid').read_text())
    victim = executor_of(pid)
    os.kill(victim, signal.SIGKILL)
    os.kill(pid, signal.SIGKILL)
    killed.append(victim)


def check_same(got, wanted, what):
    assert len(got) == len(wanted), '%s: %d lines instead of %d' % (what, len(got), len(wanted))
    assert sorted(got) == sorted(wanted), '%s: other lines' % what
    print('%s: %d lines' % (what, len(got)), flush=True)


def main(folder):
    n = make_input(folder / 'in')
    data = (folder / 'in/a.ndjson').read_bytes() + gzip.decompress((folder / 'in/b.ndjson.gz').read_bytes())
    wanted = one_process(['--lines'], data)
    assert len(wanted) == n
    make_warc(folder / 'pages.warc.gz')
    spark = session()
    run = lambda *argv: extract.run(spark, extract.parse([str(a) for a in argv]))

    run(folder / 'in/*', folder / 'plain', '--parts', 5, '--kharita', KHARITA)
    got = parts(folder / 'plain')
    assert len(list((folder / 'plain').glob('part-*'))) >= 5
    check_same(got, wanted, 'two workers')
    assert got == wanted, 'the parts are not in the order of the input'

    killed = []
    program = slow_program(folder)
    killer = threading.Thread(target=kill_first, args=(folder, killed))
    killer.start()
    run(folder / 'in/*', folder / 'survived', '--parts', 5, '--kharita', program)
    killer.join()
    tasks, started = len(list((folder / 'survived').glob('part-*'))), len((folder / 'started').read_text().split())
    assert killed and not pathlib.Path('/proc/%d/exe' % killed[0]).exists() and started > tasks, (killed, started, tasks)
    check_same(parts(folder / 'survived'), wanted, 'one executor killed')

    run(folder / 'pages.warc.gz', folder / 'pages', '--format', 'warc', '--kharita', KHARITA, '--', '--any-language')
    check_same(parts(folder / 'pages'), one_process(['--with-errors', '--any-language'], (folder / 'pages.warc.gz').read_bytes()), 'web archive')

    run(folder / 'in/*', folder / 'years', '--by', 'year', '--kharita', KHARITA)
    years = {path.name for path in (folder / 'years').glob('period=*')}
    assert {'period=2015', 'period=2024', 'period=refused'} <= years, years
    got = [line for year in years for line in parts(folder / 'years' / year, 'part-*.txt.zst*')]
    check_same(got, wanted, 'a folder a year')
    assert all(b'"published":"2019' in line for line in parts(folder / 'years/period=2019', 'part-*.txt.zst*'))

    # zstd in, in frames as `cat` of packed files gives.
    (folder / 'in.zst').mkdir()
    for name, cut in (('a', data[:200000].rfind(b'\n') + 1), ('b', 0)):
        pieces = [data[:cut], data[cut:]] if cut else [b'\n']
        packed = [subprocess.run(['zstd', '-qc'], input=piece, check=True, stdout=subprocess.PIPE).stdout for piece in pieces]
        (folder / 'in.zst' / (name + '.ndjson.zst')).write_bytes(b''.join(packed))
    run(folder / 'in.zst/*.zst', folder / 'gzip', '--codec', 'gzip', '--kharita', KHARITA)
    assert len(list((folder / 'gzip').glob('part-*.gz'))) == 2
    got = parts(folder / 'gzip')
    check_same(got[:-1], wanted, 'zstd to gzip')
    assert got[:-1] == wanted and b'"code"' in got[-1], 'zstd to gzip: other lines'
    spark.stop()

    for name, results in (('layers', folder / 'plain'), ('layers_zstd', folder / 'plain/*.zst*'), ('layers_gzip', folder / 'gzip')):
        subprocess.run([KHARITA, 'layers', '-q', results, '-o', folder / name, '--no-map', '--no-tiles', '--no-preview'], check=True)
        kept = (folder / name / 'results.ndjson').read_bytes().split(b'\n')[:-1]
        assert kept == [line for line in wanted if line.startswith(b'{"schema"')], '%s reads other results' % name


if __name__ == '__main__':
    work = pathlib.Path(os.environ['SPARK_HOME']) / 'work'
    before = set(work.iterdir()) if work.exists() else set()
    try:
        with tempfile.TemporaryDirectory() as name:
            main(pathlib.Path(name))
    finally:
        for left in set(work.iterdir()) - before if work.exists() else ():
            shutil.rmtree(left, ignore_errors=True)
