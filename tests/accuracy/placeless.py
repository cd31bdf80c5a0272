#!/usr/bin/env python3
"""Counts the places that kharita finds in texts that name none.

placeless.py --kharita PROGRAM --gazetteer FILE --texts DIR --at-most MENTIONS_PER_THOUSAND_WORDS
"""
import argparse
import json
import pathlib
import subprocess
import sys


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--kharita', required=True)
    parser.add_argument('--gazetteer', required=True)
    parser.add_argument('--texts', required=True, type=pathlib.Path)
    parser.add_argument('--at-most', required=True, type=float)
    args = parser.parse_args()
    run = subprocess.run([args.kharita, 'extract', '--gazetteer', args.gazetteer, str(args.texts)], capture_output=True,
                         text=True, check=False)
    if run.returncode not in (0, 1):
        sys.exit('kharita extract failed: ' + run.stderr)
    found = [(pathlib.Path(r['source']).name, m['surface']) for r in map(json.loads, run.stdout.splitlines())
             for m in r['mentions'] if m['role'] != 'actor']
    words = sum(len(path.read_text(encoding='utf-8').split()) for path in args.texts.glob('*.txt'))
    for row in found:
        print('\t'.join(row))
    per_thousand = 1000 * len(found) / words
    print('%d words, %d mentions: %.2f per thousand words (at most %.2f)' % (words, len(found), per_thousand, args.at_most))
    return per_thousand > args.at_most


if __name__ == '__main__':
    sys.exit(main())
