#!/usr/bin/env python3
"""Measures kharita against hand-made gold.

measure.py --kharita PROGRAM --gazetteer FILE --set DIR [--thresholds FILE --name NAME] [--errors]

DIR holds texts/, gold/ and metadata.tsv. Exit status 1 when a figure is below its threshold.
"""
import argparse
import json
import math
import pathlib
import re
import subprocess
import sys

TOLERANCE_KM = {'badia/area': 25, 'countryside-part': 40, 'governorate': 60, 'country': 300, 'river': 60, 'mountain': 20}


def distance_km(a, b):
    """Haversine, mean earth radius; a and b are (lon, lat) in degrees."""
    lon1, lat1, lon2, lat2 = map(math.radians, (*a, *b))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742.0176 * math.asin(min(1, math.sqrt(h)))


def tolerance_km(toponym):
    stated = toponym.get('tol_km') or TOLERANCE_KM.get(toponym['type'], 5)
    return max(stated, 0.75 * (toponym.get('area_radius_km') or 0))


def key(name):
    name = re.sub('[\u064b-\u0652\u0640\\W_]', '', name or '')
    return name.translate(str.maketrans('أإآىة', 'ااايه'))


def f1(hits, said, wanted):
    return 2 * hits / (said + wanted) if said + wanted else 1.0


def extract(args):
    command = [args.kharita, 'extract', '--gazetteer', args.gazetteer, '--metadata', str(args.set / 'metadata.tsv'),
               str(args.set / 'texts')]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1):
        sys.exit('kharita extract failed: ' + run.stderr)
    return {pathlib.Path(r['source']).stem: r for r in map(json.loads, run.stdout.splitlines())}


def overlap(a, b):
    common = min(a['end'], b['end']) - max(a['start'], b['start'])
    return 2 * common >= min(a['end'] - a['start'], b['end'] - b['start'])


def compare_mentions(gold, result, totals, errors):
    asked = [t for t in gold['toponyms'] if t['role'] != 'actor']
    parties = [t for t in gold['toponyms'] if t['role'] == 'actor']
    free = list(asked)
    for mention in result['mentions']:
        hit = next((t for t in free if overlap(mention, t)), None)
        if hit is None:
            if not any(overlap(mention, t) for t in asked + parties):
                totals['said'] += 1
                errors.append((gold['doc'], 'extra', mention['surface']))
            continue
        free.remove(hit)
        totals['said'] += 1
        totals['hits'] += 1
        if hit.get('lat') is not None:
            totals['placed_of'] += 1
            point = mention['point']
            near = point is not None and distance_km(point, (hit['lon'], hit['lat'])) <= tolerance_km(hit)
            totals['placed'] += near
            if not near:
                errors.append((gold['doc'], 'elsewhere', hit['surface'], mention['name_ar']))
    totals['wanted'] += len(asked)
    errors += [(gold['doc'], 'missed', t['surface']) for t in free]


def same_place(gold, wanted, incident):
    names = {key(p['name_ar']) for p in incident['places']} | {key(incident['location_ar'])}
    for toponym in gold['toponyms']:
        if toponym['surface'] not in wanted['where']:
            continue
        if names & {key(toponym['surface']), key(toponym['canonical_ar'])}:
            return True
        if toponym.get('lat') is not None and incident['point'] is not None and \
                distance_km(incident['point'], (toponym['lon'], toponym['lat'])) <= tolerance_km(toponym):
            return True
    return False


def likeness(wanted, incident):
    return (2 * (wanted['event_type'] == incident['event_type']) + (wanted['date'] == incident['event_date'])
            + (wanted['killed'] == incident['fatalities']) + (wanted['background'] == incident['background']))


def compare_incidents(gold, result, totals, errors):
    asked = [w for w in gold['incidents'] if w['where']]
    pairs = sorted(((likeness(w, p), i, k) for i, w in enumerate(asked) for k, p in enumerate(result['incidents'])
                    if same_place(gold, w, p)), reverse=True)
    matched, taken = {}, set()
    for _, i, k in pairs:
        if i not in matched and k not in taken:
            matched[i] = k
            taken.add(k)
    totals['incidents_hit'] += len(matched)
    totals['incidents_said'] += len(result['incidents'])
    totals['incidents_wanted'] += len(asked)
    for i, wanted in enumerate(asked):
        if i not in matched:
            errors.append((gold['doc'], 'missed incident', ' / '.join(wanted['where'])))
            continue
        incident = result['incidents'][matched[i]]
        totals['type'] += wanted['event_type'] == incident['event_type']
        if wanted['date'] and wanted['date_precision'] == 'day':
            totals['date_of'] += 1
            totals['date'] += wanted['date'] == incident['event_date']
        if wanted['killed'] is not None or incident['fatalities'] is not None:
            totals['deaths_of'] += 1
            totals['deaths'] += wanted['killed'] == incident['fatalities']


def measure(args, errors):
    keys = ('hits', 'said', 'wanted', 'placed', 'placed_of', 'incidents_hit', 'incidents_said', 'incidents_wanted', 'type',
            'date', 'date_of', 'deaths', 'deaths_of')
    totals = dict.fromkeys(keys, 0)
    results = extract(args)
    for path in sorted((args.set / 'gold').glob('*.json')):
        gold = json.loads(path.read_text(encoding='utf-8'))
        result = results.get(gold['doc'], {'mentions': [], 'incidents': []})
        compare_mentions(gold, result, totals, errors)
        compare_incidents(gold, result, totals, errors)
    t = totals
    return {
        'recognition': f1(t['hits'], t['said'], t['wanted']),
        'located': t['placed'] / max(1, t['placed_of']),
        'incidents': f1(t['incidents_hit'], t['incidents_said'], t['incidents_wanted']),
        'type': t['type'] / max(1, t['incidents_hit']),
        'date': t['date'] / max(1, t['date_of']),
        'deaths': t['deaths'] / max(1, t['deaths_of']),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--kharita', required=True)
    parser.add_argument('--gazetteer', required=True)
    parser.add_argument('--set', required=True, type=pathlib.Path)
    parser.add_argument('--thresholds', type=pathlib.Path)
    parser.add_argument('--name')
    parser.add_argument('--errors', action='store_true')
    args = parser.parse_args()
    errors = []
    figures = measure(args, errors)
    if args.errors:
        for row in errors:
            print('\t'.join(row))
    wanted = json.loads(args.thresholds.read_text(encoding='utf-8'))[args.name] if args.thresholds else {}
    low = [name for name, least in wanted.items() if figures[name] < least]
    for name, value in figures.items():
        print('%-12s %.4f%s' % (name, value, '  below %.2f' % wanted[name] if name in low else ''))
    return 1 if low else 0


if __name__ == '__main__':
    sys.exit(main())
