#!/usr/bin/env python3
"""Leaves out one group of features or one table of the lexicon at a time and measures what is lost.

ablation.py --kharita PROGRAM --gazetteer FOLDER --sets DIR [--only NAME...]

FOLDER is the gazetteer's source (gazetteer/), DIR holds dev, noisy, own and placeless. Prints a Markdown table: F1 of
spans, share of those located within tolerance, false friends per 100 mentions, mentions per thousand words of the
texts without places. Weights are not fitted anew, so a row shows what the rest cannot make up for.
"""
import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

from measure import distance_km, overlap, tolerance_km

GROUPS = {
    'head words': ['accept.head', 'accept.head_any', 'accept.head_wrong', 'resolve.head_agrees', 'resolve.head_disagrees'],
    'words of place and motion before it': ['accept.locative', 'accept.motion', 'accept.direction', 'accept.offset', 'accept.bare'],
    'lists': ['accept.list', 'resolve.siblings'],
    'containers': ['accept.container', 'resolve.container'],
    'headers and sections': ['accept.header', 'resolve.header'],
    'the gazetteer\'s ambiguity marks': ['accept.needs_context', 'accept.needs_head', 'accept.rare', 'resolve.needs_context',
                                         'resolve.needs_head'],
    'ordinary words': ['accept.common'],
    'people': ['accept.given_name', 'accept.kunya', 'unknown.person'],
    'bareness': ['accept.bare', 'unknown.bare'],
    'sports news': ['accept.sport'],
    'cut clitics, short names': ['accept.cut', 'accept.cut_short', 'accept.short'],
    'coherence with the article': ['accept.coherent', 'accept.incoherent', 'resolve.article'],
    'neighbours in the sentence': ['resolve.neighbours'],
    'all nearness (lists, neighbours, article)': ['resolve.siblings', 'resolve.neighbours', 'resolve.article'],
    'all that is said of a place\'s whereabouts': ['resolve.container', 'resolve.header', 'resolve.direction_fit',
                                                    'resolve.distance_fit'],
    'prominence': ['accept.prominence', 'resolve.prominence'],
    'kind of place': ['resolve.settlement', 'resolve.admin'],
    'stated direction and distance': ['resolve.direction_fit', 'resolve.distance_fit'],
    'city or governorate': ['resolve.extent'],
}
# Unknown and misspelt names cannot be weighed away by a zero.
OFF = {'unknown names': {'unknown.base': '-99'}, 'nearly right names': {'accept.repaired': '-99'}}
TABLES = ['area_words', 'common_names', 'compound_words', 'container_words', 'directions', 'false_friends', 'given_names', 'heads',
          'name_tails', 'org_heads', 'person_titles', 'spatial', 'sport_words', 'stop_words']


def rewrite_weights(folder, values):
    path = folder / 'lexicon/weights.tsv'
    rows = [line.split('\t') for line in path.read_text(encoding='utf-8').splitlines()]
    for row in rows:
        if row[0] in values:
            row[1] = values[row[0]]
    path.write_text('\n'.join('\t'.join(row) for row in rows) + '\n', encoding='utf-8')


def empty_table(folder, name):
    path = folder / 'lexicon' / (name + '.tsv')
    lines = [line for line in path.read_text(encoding='utf-8').splitlines() if not line.startswith('#')]
    path.write_text(lines[0] + '\n', encoding='utf-8')


def extract(args, gazetteer, folder):
    run = subprocess.run([args.kharita, 'extract', '--gazetteer', str(gazetteer), str(folder)], capture_output=True,
                         text=True, check=False)
    if run.returncode not in (0, 1):
        sys.exit('kharita extract failed: ' + run.stderr)
    return {pathlib.Path(r['source']).stem: r['mentions'] for r in map(json.loads, run.stdout.splitlines())}


def compare(gold, mentions, t):
    free = [x for x in gold['toponyms'] if x['role'] != 'actor']
    t['wanted'] += len(free)
    for m in mentions:
        hit = next((x for x in free if overlap(m, x)), None)
        if hit is None:
            extra = not any(overlap(m, x) for x in gold['toponyms'])
            t['said'] += extra
            t['friends'] += extra and any(overlap(m, x) for x in gold['non_toponyms'])
            continue
        free.remove(hit)
        t['said'] += 1
        t['hits'] += 1
        if hit.get('lat') is not None:
            t['asked'] += 1
            t['located'] += m['point'] is not None and distance_km(m['point'], (hit['lon'], hit['lat'])) <= tolerance_km(hit)


def measure(args, gazetteer):
    t = dict.fromkeys(('hits', 'said', 'wanted', 'located', 'asked', 'friends'), 0)
    for name in ('dev', 'noisy', 'own'):
        found = extract(args, gazetteer, args.sets / name / 'texts')
        for path in sorted((args.sets / name / 'gold').glob('*.json')):
            gold = json.loads(path.read_text(encoding='utf-8'))
            compare(gold, found.get(gold['doc'], []), t)
    texts = args.sets / 'placeless/texts'
    words = sum(len(p.read_text(encoding='utf-8').split()) for p in texts.glob('*.txt'))
    placeless = sum(len(m) for m in extract(args, gazetteer, texts).values())
    return (2 * t['hits'] / (t['said'] + t['wanted']), t['located'] / max(1, t['asked']), 100 * t['friends'] / max(1, t['said']),
            1000 * placeless / words)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--kharita', required=True)
    parser.add_argument('--gazetteer', required=True, type=pathlib.Path)
    parser.add_argument('--sets', required=True, type=pathlib.Path)
    parser.add_argument('--only', nargs='*', default=[])
    args = parser.parse_args()
    variants = [('everything', lambda folder: None)]
    variants += [('without: ' + g, lambda folder, n=n: rewrite_weights(folder, dict.fromkeys(n, '0'))) for g, n in GROUPS.items()]
    variants += [('without: ' + g, lambda folder, v=v: rewrite_weights(folder, v)) for g, v in OFF.items()]
    variants += [('without lexicon/%s.tsv' % n, lambda folder, n=n: empty_table(folder, n)) for n in TABLES]
    print('| | recognition F1 | located | false friends per 100 | per 1000 words without places |')
    print('|---|---|---|---|---|')
    base = None
    with tempfile.TemporaryDirectory() as scratch:
        for label, change in variants:
            if args.only and label != 'everything' and not any(o in label for o in args.only):
                continue
            folder = pathlib.Path(scratch) / 'source'
            compiled = pathlib.Path(scratch) / 'variant.gaz'
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(args.gazetteer, folder)
            change(folder)
            subprocess.run([args.kharita, 'gazetteer', 'build', str(folder), '-o', str(compiled)], check=True,
                           capture_output=True)
            row = measure(args, compiled)
            base = base or row
            delta = '' if row is base else ' (%+.3f)' % (row[0] - base[0])
            moved = '' if row is base else ' (%+.3f)' % (row[1] - base[1])
            print('| %s | %.3f%s | %.3f%s | %.1f | %.1f |' % (label, row[0], delta, row[1], moved, row[2], row[3]), flush=True)
    return 0


if __name__ == '__main__':
    sys.exit(main())
