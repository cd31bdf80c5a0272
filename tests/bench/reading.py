#!/usr/bin/env python3
"""Kharita and its peers on one corpus, in turn, pinned to one core. Called by run.sh, which installs the peers and builds.

Every group of rows runs its contenders one after the other, --runs times over; a ratio is the median of the rounds' own ratios, with
the least and the greatest behind it, so that what else the machine does weighs on both sides. Throughput is by processor time. The table
is printed; --write FILE puts it between the marks <!-- reading --> and <!-- /reading --> of FILE.
"""
import argparse
import json
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
ARTICLE = ROOT / 'examples/articles/01_convoy_kabajib.txt'


class Done:
    """What a finished process took."""

    def __init__(self, command, cores, env=None, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
        start = time.perf_counter()
        process = subprocess.Popen([str(c) for c in command], stdout=stdout, stderr=stderr, env={**os.environ, 'LC_ALL': 'C.UTF-8', **(env or {})},
                                   preexec_fn=lambda: os.sched_setaffinity(0, cores))
        self.out = process.stdout.read() if stdout == subprocess.PIPE else b''
        self.err = process.stderr.read() if stderr == subprocess.PIPE else b''
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit('reading.py: %s ended with status %d' % (' '.join(map(str, command)), process.returncode))
        self.wall, self.cpu = time.perf_counter() - start, used.ru_utime + used.ru_stime


class Bench:
    def __init__(self, args):
        self.args, self.rows, self.found = args, [], {}
        self.folder = pathlib.Path(args.folder)
        self.kharita = pathlib.Path(args.kharita)
        self.gazetteer = self.kharita.parents[1] / 'share/kharita/kharita.gaz'
        cores = sorted(os.sched_getaffinity(0))
        self.core, self.two = {cores[-1]}, set(cores[-2:])

    def row(self, what, ours, peer, ratio, note=''):
        self.rows.append((what, ours, peer, ratio, note))
        print('| %s | %s | %s | %s | %s |' % self.rows[-1], flush=True)

    def rounds(self, contenders):
        """Runs each of {name: function that gives seconds} once a round; {name: [seconds]}."""
        taken = {name: [] for name in contenders}
        for _ in range(self.args.runs):
            for name, run in contenders.items():
                taken[name].append(run())
        return taken

    def corpus(self):
        made = self.folder / ('corpus-%g-%d.ndjson' % (self.args.size, self.args.seed))
        subprocess.run([sys.executable, HERE / 'corpus.py', '--size', str(self.args.size), '--seed', str(self.args.seed), '--stats', '-o', made],
                       check=True, stderr=open(self.folder / 'corpus.json', 'wb'))
        with made.open(encoding='utf-8') as source, open(self.folder / 'texts', 'w', encoding='utf-8', newline='') as texts:
            texts.write('\f'.join(json.loads(line)['body'] for line in source))
        subprocess.run([sys.executable, HERE / 'corpus.py', '--names', '-o', self.folder / 'names'], check=True)
        (self.folder / 'triggers').write_text('\n'.join(trigger_words()) + '\n', encoding='utf-8')
        self.stats = json.loads((self.folder / 'corpus.json').read_text())
        return made

    def peer(self, task, source):
        command = [sys.executable, HERE / 'peer_reading.py', task, self.folder / 'names', source]
        found = Done(command + ([self.folder / 'triggers'] if task == 'pipeline' else []), self.core, stdout=subprocess.PIPE)
        self.found[task] = json.loads(found.out)
        return self.found[task]['seconds']

    def beside(self, what, taken, size, peers, note):
        mb = size / 1e6
        ours = [mb / t for t in taken['ours']]
        for name, label in peers.items():
            theirs = [mb / t for t in taken[name]]
            ratios = [a / b for a, b in zip(taken[name], taken['ours'])]
            self.row(what, '%s MB/s' % spread(ours), '%s %s MB/s' % (label, spread(theirs)), spread(ratios) + ' x', note.get(name, ''))

    def mentions(self):
        texts = self.folder / 'texts'
        program = self.kharita.parent / 'mentions_bench'

        def ours():
            self.found['ours'] = json.loads(Done([program, self.gazetteer, texts], self.core, stdout=subprocess.PIPE).out)
            return self.found['ours']['seconds']

        taken = self.rounds({'ours': ours, 'aho': lambda: self.peer('aho', texts), 'flashtext': lambda: self.peer('flashtext', texts),
                             'grep': lambda: Done(['grep', '-a', '-F', '-o', '-f', self.folder / 'names', texts], self.core, {'LC_ALL': 'C'},
                                                  stdout=subprocess.PIPE).cpu})  # grep ends at once where its output goes nowhere
        counts = {name: '%.1f names an article' % (f['mentions'] / f['articles']) for name, f in self.found.items() if 'mentions' in f and name != 'ours'}
        counts['aho'] += '; ours %.1f mentions' % (self.found['ours']['mentions'] / self.found['ours']['articles'])
        self.beside('text to mentions, found and resolved', taken, texts.stat().st_size,
                    {'aho': 'pyahocorasick, every occurrence', 'flashtext': 'flashtext', 'grep': 'grep -F -o'}, counts)

    def extract(self, corpus):
        taken = self.rounds({'ours': lambda: Done([self.kharita, 'extract', '-q', '-j1', corpus], self.core).cpu,
                             'pipeline': lambda: self.peer('pipeline', corpus), 'json': lambda: self.peer('json', corpus)})
        each = 1000 * statistics.median(taken['ours']) / self.stats['articles']
        self.beside('NDJSON to NDJSON with incidents', taken, corpus.stat().st_size,
                    {'pipeline': 'json + pyahocorasick + json', 'json': 'json.loads alone'}, {'pipeline': '%.3f ms an article' % each})

    def threads(self, corpus):
        def on(jobs, cores):
            return lambda: Done([self.kharita, 'extract', '-q', '-j', jobs, corpus], cores).wall
        taken = self.rounds({'one core': on('1', self.core), 'one thread': on('1', self.two), 'two': on('2', self.two),
                             'apart': lambda: side_by_side([self.kharita, 'extract', '-q', '-j1', corpus], self.two)})
        rows = (('extract, two threads on two cores over one on one core', 'one core', 'two', 1),
                ('the same over one that reads and writes on the second core', 'one thread', 'two', 1),
                ('two processes side by side over one: what the machine has to give', 'one core', 'apart', 2))
        for what, one, two, times in rows:
            self.row(what, 'by the clock', '', spread([times * a / b for a, b in zip(taken[one], taken[two])]) + ' x')
        shares = [self.reader_share(corpus) for _ in range(self.args.runs)]
        self.row('of the work, done by the one thread that reads and writes', '%s %%' % spread([100 * s for s in shares]), '', '',
                 'threads help up to %.0f' % (1 / max(statistics.median(shares), 0.001)))

    def reader_share(self, corpus):
        """By each thread's processor time: what bounds the use of more threads, however busy the machine is."""
        process = subprocess.Popen([self.kharita, 'extract', '-q', '-j2', corpus], stdout=subprocess.DEVNULL)
        share = 0.0
        while process.poll() is None:
            try:
                ticks = {}
                for task in pathlib.Path('/proc/%d/task' % process.pid).iterdir():
                    fields = (task / 'stat').read_text().rsplit(')', 1)[1].split()
                    ticks[int(task.name)] = int(fields[11]) + int(fields[12])
                share = ticks[process.pid] / max(sum(ticks.values()), 1) if len(ticks) > 2 else share
            except OSError:
                pass
            time.sleep(0.05)
        return share

    def memory(self, corpus):
        tenth = self.folder / 'tenth.ndjson'
        with corpus.open('rb') as source, tenth.open('wb') as out:
            out.writelines(line for i, line in enumerate(source) if i < self.stats['articles'] // 10)
        for jobs in '12':
            peak = [self.peak_mb(jobs, path) for path in (tenth, corpus)]
            self.row('peak memory of extract, -j%s' % jobs, '%.1f MB' % peak[1], '%.1f MB at a tenth of the input' % peak[0], '%.2f x' % (peak[1] / peak[0]))

    def peak_mb(self, jobs, path):
        """Looked up while it runs: what wait4() tells counts this program too, as it was before the child's exec."""
        process, peak = subprocess.Popen([self.kharita, 'extract', '-q', '-j', jobs, path], stdout=subprocess.DEVNULL), 0
        while process.poll() is None:
            try:
                status = pathlib.Path('/proc/%d/status' % process.pid).read_text()
                peak = int(re.search(r'VmHWM:\s*(\d+)', status).group(1)) if 'kharita' in status.split('\n')[0] else peak
            except (OSError, AttributeError):
                pass
            time.sleep(0.02)
        return peak / 1024

    def start(self):
        many = max(20, self.args.runs)
        runs = [Done([self.kharita, 'extract', '-q', ARTICLE], self.core) for _ in range(many)]
        bare = [Done([sys.executable, '-S', '-c', 'import json'], self.core) for _ in range(many)]
        self.row('one article, start to finish', '%s ms by the clock' % spread([1000 * r.wall for r in runs]),
                 'python3 -S -c "import json" %s ms' % spread([1000 * r.wall for r in bare]),
                 spread([b.cpu / r.cpu if r.cpu else 0 for b, r in zip(bare, runs)]) + ' x', 'ratio by processor time')

    def first_tile(self):
        """The clock from the start of `map` to the first tile."""
        times = []
        for _ in range(self.args.runs):
            with tempfile.TemporaryDirectory() as made:
                start = time.perf_counter()
                process = subprocess.Popen([self.kharita, 'map', '-v', ARTICLE, '-o', made + '/map'], stderr=subprocess.PIPE)
                for line in process.stderr:
                    if b'the first tile is drawn' in line:
                        times.append(1000 * (time.perf_counter() - start))
                        break
                process.stderr.read()
                process.wait()
        if times:
            self.row('map of one article, until its first tile', '%s ms by the clock' % spread(times), '', '')

    def instructions(self, corpus):
        if not shutil.which('valgrind'):
            return
        with corpus.open('rb') as source:
            lines = [next(source) for _ in range(220)]
        counts = []
        for n in (20, 220):
            some = self.folder / 'some.ndjson'
            some.write_bytes(b''.join(lines[:n]))
            counts.append(self.callgrind(some))
        self.row('instructions an article', '%.2f million' % ((counts[1] - counts[0]) / 200e6), '', '', 'callgrind, %d articles less 20' % 220)
        self.row('instructions of one article, start to finish', '%.2f million' % (self.callgrind(ARTICLE) / 1e6), '', '', 'callgrind')

    def callgrind(self, path):
        done = Done(['valgrind', '--tool=callgrind', '--callgrind-out-file=/dev/null', self.kharita, 'extract', '-q', '-j1', path], self.core,
                    stderr=subprocess.PIPE)
        return int(re.search(rb'Collected : (\d+)', done.err).group(1))


def trigger_words():
    rows = [line.split('\t') for line in (ROOT / 'gazetteer/lexicon/triggers.tsv').read_text(encoding='utf-8').splitlines() if line[:1] not in ('', '#')]
    return sorted({form for row in rows[1:] for form in row[0].split('|') if form})


def side_by_side(command, cores):
    """Seconds by the clock until a process on each of the cores has ended."""
    start = time.perf_counter()
    processes = [subprocess.Popen([str(c) for c in command], stdout=subprocess.DEVNULL, env={**os.environ, 'LC_ALL': 'C.UTF-8'},
                                  preexec_fn=lambda core=core: os.sched_setaffinity(0, {core})) for core in cores]
    if any([process.wait() for process in processes]):
        sys.exit('reading.py: %s failed' % ' '.join(map(str, command)))
    return time.perf_counter() - start


def spread(values):
    digits = 0 if statistics.median(values) >= 100 else 1 if statistics.median(values) >= 10 else 2
    return '%.*f (%.*f to %.*f)' % (digits, statistics.median(values), digits, min(values), digits, max(values))


def machine():
    model = re.search(r'model name\s*: (.*)', pathlib.Path('/proc/cpuinfo').read_text())
    return '%s, %d cores, Linux %s' % (model.group(1) if model else platform.machine(), os.cpu_count(), platform.release().split('-')[0])


def write_table(path, head, rows):
    text = path.read_text(encoding='utf-8')
    table = head + '\n\n| what | Kharita | beside it | ratio | |\n|---|---|---|---|---|\n' + ''.join('| %s | %s | %s | %s | %s |\n' % r for r in rows)
    before, _, rest = text.partition('<!-- reading -->\n')
    _, mark, after = rest.partition('<!-- /reading -->')
    if not mark:
        sys.exit('reading.py: no marks in %s' % path)
    path.write_text(before + '<!-- reading -->\n' + table + mark + after, encoding='utf-8')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--size', type=float, default=200, metavar='MB')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--runs', type=int, default=5)
    parser.add_argument('--kharita', default=ROOT / 'build/release/bin/kharita')
    parser.add_argument('--folder', default=ROOT / 'build/bench')
    parser.add_argument('--only', metavar='LIST', help='of mentions, extract, threads, memory, start, first_tile, instructions')
    parser.add_argument('--write', type=pathlib.Path, metavar='FILE')
    args = parser.parse_args()
    bench = Bench(args)
    corpus = bench.corpus()
    s = bench.stats
    head = ('%s; corpus of %.0f MB: %d articles of %d bytes of text, %d %% of %d sentences tell of incidents; %d gazetteer names; %d rounds; '
            'median (least to greatest).' % (machine(), s['bytes'] / 1e6, s['articles'], s['bytes of text'] // s['articles'],
                                             100 * s['incident sentences'] // s['sentences'], s['sentences'],
                                             len((bench.folder / 'names').read_text(encoding='utf-8').splitlines()), args.runs))
    print(head + '\n\n| what | Kharita | beside it | ratio | |\n|---|---|---|---|---|', flush=True)
    groups = {'mentions': bench.mentions, 'extract': lambda: bench.extract(corpus), 'threads': lambda: bench.threads(corpus),
              'memory': lambda: bench.memory(corpus), 'start': bench.start, 'first_tile': bench.first_tile,
              'instructions': lambda: bench.instructions(corpus)}
    for name, run in groups.items():
        if not args.only or name in args.only.split(','):
            run()
    if args.write:
        write_table(args.write, head, bench.rows)


if __name__ == '__main__':
    main()
