#!/usr/bin/env python3
"""Merging at scale: synthetic results of N articles with an incident each, through `kharita-write layers --no-tiles --no-map`.

merge_bench.py [--writer PROGRAM] [--incidents N] [--reports R] [--crowd P]

Events are spread over ten years and some thousand villages; each is told by about R articles within two days, half of them
with a toll that has grown or without one. --crowd P puts a share P of all incidents on one day in one town: the worst case for
an index by day and place. Prints seconds, processor time, peak memory, and how many incidents are left; exit status 1 when the
merged incidents are not about N / R.
"""
import argparse
import json
import pathlib
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta

ROOT = pathlib.Path(__file__).resolve().parents[2]
TYPES = [('Battles', 'Armed clash'), ('Violence against civilians', 'Attack'),
         ('Explosions/Remote violence', 'Remote explosive/landmine/IED'), ('Strategic developments', 'Arrests')]
ACTORS = [('Islamic State (Syria)', 2), ('Military Forces of Syria (2000-2024)', 1), ('QSD: Syrian Democratic Forces', 2), ('Militia (Pro-Iran)', 3)]


def events(n, crowd, rng):
    """n events: the day, place and kind of each; those of the crowd differ in kind, actors and toll only."""
    first = date(2014, 1, 1)
    for i in range(n):
        packed = rng.random() < crowd
        day = date(2020, 1, 1) if packed else first + timedelta(days=rng.randrange(3650))
        place = 0 if packed else rng.randrange(3000)
        yield i, day, place, rng.choice(TYPES), rng.sample(ACTORS, 2), rng.randrange(40)


def record(number, event, rng):
    index, day, place, (event_type, sub_type), actors, killed = event
    told = day + timedelta(days=rng.randrange(3))
    lon, lat = 38 + place % 60 * 0.05, 33.5 + place // 60 * 0.05
    toll = rng.choice([killed, killed, None, killed + 1])
    text = 'قُتل عناصر في هجوم على القرية %d، وأعلن التنظيم مسؤوليته عنه في بيان' % place  # "fighters were killed in an attack on the village"
    return {
        'schema': 1, 'doc_id': '%016x' % (number * 0x9E3779B97F4A7C15 % 2**64), 'source': 'a/%07d.txt' % number,
        'published': told.isoformat(), 'text_day': told.isoformat(), 'mentions': [],
        'incidents': [{
            'event_id': '%016x' % (number * 0xC2B2AE3D27D4EB4F % 2**64), 'event_date': day.isoformat(),
            'date_start': day.isoformat(), 'date_end': day.isoformat(), 'time_precision': 1, 'date_prec': 1,
            'event_type': event_type, 'sub_event_type': sub_type, 'actor1': actors[0][0], 'actor2': actors[1][0],
            'actors': [a for a, _ in actors], 'actor_inter': [c for _, c in actors], 'fatalities': toll, 'injuries': None,
            'place_id': 'V%05d' % place, 'location': 'Village %d' % place, 'location_ar': 'قرية %d' % place,
            'places': [{'place_id': 'V%05d' % place, 'name_ar': 'قرية %d' % place}], 'admin1': 'دير الزور',
            'geo_precision': 1, 'where_prec': 1, 'coordinate_uncertainty_m': 1000, 'evidence': text,
            'start': 0, 'end': len(text), 'confidence': 0.8, 'point': [round(lon, 5), round(lat, 5)], 'extent': None,
            'route': None, 'background': False}]}


def write_results(path, n, reports, crowd):
    rng = random.Random(1)
    number = 0
    with path.open('w', encoding='utf-8') as out:
        for event in events(max(1, round(n / reports)), crowd, rng):
            for _ in range(min(n - number, max(1, round(rng.uniform(1, 2 * reports - 1))))):
                number += 1
                out.write(json.dumps(record(number, event, rng), ensure_ascii=False, separators=(',', ':')) + '\n')
    return number


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--writer', default=str(ROOT / 'build/release/libexec/kharita/kharita-write'))
    parser.add_argument('--incidents', type=int, default=100000)
    parser.add_argument('--reports', type=float, default=2.0, help='articles an event')
    parser.add_argument('--crowd', type=float, default=0.0, help='share of the events on one day in one town')
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        n = write_results(folder / 'results.ndjson', args.incidents, args.reports, args.crowd)
        size = (folder / 'results.ndjson').stat().st_size / 1e6
        start = time.perf_counter()
        done = subprocess.run([args.writer, 'layers', '--no-tiles', '--no-map', '--verbose', '-o', str(folder / 'out'),
                               str(folder / 'results.ndjson')], stderr=subprocess.PIPE, text=True, check=False)
        wall = time.perf_counter() - start
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(done.stderr)
    left = int(re.search(r'(\d+) incidents \(', done.stderr).group(1))
    print('| reports | MB | incidents left | wall s | processor s | peak MB |\n|---|---|---|---|---|---|')
    print('| %d | %.0f | %d | %.1f | %.1f | %.0f |' % (
        n, size, left, wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1e3))
    expected = args.incidents / args.reports
    return 0 if args.crowd or 0.7 * expected < left < 1.4 * expected else 1


if __name__ == '__main__':
    sys.exit(main())
