#!/usr/bin/env python3
"""Benchmarks of kharita against limits and peers of the same run.

bench.py [--kharita PROGRAM] [--runs N] [--articles N]

start       `kharita extract` of one article, beside the start of a program that loads GDAL (gdalinfo --version)
map         `kharita map` of five articles, everything drawn
throughput  `kharita extract` of many articles as NDJSON on one and on all cores, beside reading and parsing the same
            NDJSON with Python's json module

Each row gives medians of the runs; `limit` is what the project promises on a warm, idle machine. Exit status 1 when a median
is over its limit. Timings depend on the machine and on what else it does: quote them as the ratio to the peer beside them.
"""
import argparse
import json
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


def texts():
    return sorted((ROOT / 'tests/data/dev/texts').glob('*.txt')) + sorted((ROOT / 'tests/data/noisy/texts').glob('*.txt'))


def cpu_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def seconds(command, runs, before=None):
    """Median wall and processor time; one run to warm up."""
    wall, cpu = [], []
    for i in range(runs + 1):
        if before:
            before()
        used, start = cpu_seconds(), time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if i:
            wall.append(time.perf_counter() - start)
            cpu.append(cpu_seconds() - used)
    return statistics.median(wall), statistics.median(cpu)


def report(name, value, limit=None, peer=None, note=''):
    over = limit is not None and value[0] > limit
    print('| %s | %.4f | %.4f | %s | %s | %s |' % (
        name, *value, '%.3f%s' % (limit, ' OVER' if over else '') if limit else '',
        '%.2f x %s' % (value[1] / peer[1][1], peer[0]) if peer else '', note), flush=True)
    return over


def bench_start(args):
    gdal = shutil.which('gdalinfo')
    peer = ('gdalinfo --version', seconds([gdal, '--version'], args.runs)) if gdal else None
    value = seconds([args.kharita, 'extract', str(texts()[0])], args.runs)
    return report('start: extract one article', value, 0.060, peer)


def bench_map(args, folder):
    target = folder / 'map'
    five = [str(p) for p in texts()[:5]]
    value = seconds([args.kharita, 'map', '-q', *five, '-o', str(target)], max(3, args.runs // 4),
                    lambda: shutil.rmtree(target, ignore_errors=True))
    return report('map: five articles', value, 3.0)


def bench_throughput(args, folder):
    source = folder / 'articles.ndjson'
    bodies = [p.read_text(encoding='utf-8') for p in texts()]
    with source.open('w', encoding='utf-8') as out:
        for i in range(args.articles):
            record = {'path': 'article-%06d' % i, 'text': '%s\n%d' % (bodies[i % len(bodies)], i)}
            out.write(json.dumps(record, ensure_ascii=False) + '\n')
    size = source.stat().st_size / 1e6
    reading = 'import json,sys\nfor line in open(sys.argv[1], encoding="utf-8"): json.loads(line)'
    peer = ('json.loads of the same lines', seconds([sys.executable, '-c', reading, str(source)], 3))
    for jobs in ('1', '0'):
        value = seconds([args.kharita, 'extract', '-q', '-j', jobs, str(source)], 3)
        report('extract: %d articles, -j %s' % (args.articles, jobs), value, None, peer,
               '%.2f MB/s, %.3f ms an article' % (size / value[0], 1000 * value[1] / args.articles))
    return False


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--kharita', default=str(ROOT / 'build/release/bin/kharita'))
    parser.add_argument('--runs', type=int, default=15)
    parser.add_argument('--articles', type=int, default=3000)
    args = parser.parse_args()
    print('| what | wall s | processor s | limit s (wall) | processor time beside the peer | |\n|---|---|---|---|---|---|')
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        over = [bench_start(args), bench_map(args, folder), bench_throughput(args, folder)]
    return 1 if any(over) else 0


if __name__ == '__main__':
    sys.exit(main())
