#!/usr/bin/env python3
"""Maps the five real articles and holds the scorer's figures against the project's targets."""
import argparse
import json
import subprocess
import sys
import tempfile

TARGETS = (('recognition', 'f1', 0.92), ('end_to_end', 'f1', 0.86), ('incidents', 'f1', 0.55))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ('kharita', 'articles', 'scorer', 'gold'):
        parser.add_argument('--' + name, required=True)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        layers = folder + '/layers'
        subprocess.run([args.kharita, 'map', '-q', args.articles, '-o', layers], check=True)
        scored = subprocess.run([sys.executable, args.scorer, '--gold', args.gold, '--layers', layers, '--json'],
                                capture_output=True, text=True, check=True)
    figures = json.loads(scored.stdout)
    low = 0
    for group, name, least in TARGETS:
        value = figures[group][name]
        low += value < least
        print('%-12s %.4f (at least %.2f)' % (group, value, least))
    return 1 if low else 0


if __name__ == '__main__':
    sys.exit(main())
