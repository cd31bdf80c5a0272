#!/usr/bin/env python3
"""The table of docs/scale.md: time, memory and money of large archives from measured figures.

    core hours   = articles * (ms + ms of the cluster) / 3.6e6      time    = core hours / cores / use
    money        = core hours / use * price                         storage = GB of packed results * storage price
"""
import argparse


def hours(h):
    return '%.1f min' % (60 * h) if h < 1 else '%.1f h' % h if h < 48 else '%.1f days' % (h / 24)


def size(gb):
    return '%.1f GB' % gb if gb < 100 else '%.0f GB' % gb if gb < 1000 else '%.1f TB' % (gb / 1000)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--ms', type=float, required=True, help='of one core, an article (the table of docs/performance.md)')
    parser.add_argument('--cluster-ms', type=float, default=0.64, help='what Spark adds an article, most of it packing')
    parser.add_argument('--use', type=float, default=0.85, help='share of the time that the cores are busy: start, stragglers, ends')
    parser.add_argument('--bytes-in', type=float, default=1570, help='of an article as NDJSON')
    parser.add_argument('--bytes-out', type=float, default=1680, help='of its result, packed')
    parser.add_argument('--price', type=float, default=0.048, help='USD for a core and an hour')
    parser.add_argument('--storage', type=float, default=0.023, help='USD for a GB and a month')
    parser.add_argument('--layers-kb', type=float, default=7.4, help='memory of `layers`, an article')
    args = parser.parse_args()
    archives = (1e7, 1e9)
    work = [n * (args.ms + args.cluster_ms) / 3.6e6 for n in archives]
    rows = [('articles', ['10 million', '1 billion']),
            ('input, NDJSON', [size(n * args.bytes_in / 1e9) for n in archives]),
            ('work of kharita alone', ['%.1f core hours' % (n * args.ms / 3.6e6) for n in archives]),
            ('with what Spark adds', ['%.1f core hours' % w for w in work])]
    rows += [('that on %d cores' % c, [hours(w / c / args.use) for w in work]) for c in (2, 32, 500)]
    rows += [('memory a process', ['50 MB, whatever the input'] * 2),
             ('results, packed', [size(n * args.bytes_out / 1e9) for n in archives]),
             ('computing', ['%.2f USD' % (w * args.price / args.use) for w in work]),
             ('keeping the results, a month', ['%.2f USD' % (n * args.bytes_out / 1e9 * args.storage) for n in archives]),
             ('`layers` of everything at once would take', ['%s of memory' % size(n * args.layers_kb / 1e6) for n in archives])]
    print('| | | |\n|---|---|---|')
    for name, values in rows:
        print('| %s | %s | %s |' % (name, *values))


if __name__ == '__main__':
    main()
