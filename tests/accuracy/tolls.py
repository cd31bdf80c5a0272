#!/usr/bin/env python3
"""Single texts, each with one way in which news tell the dead and wounded or tell events apart, and what they tell.

tolls.py --kharita PROGRAM [--texts FILE] [--wrong N]

A line of FILE: text (a line break as \\n), killed, wounded, sub-event type, gloss in English. Killed and wounded hold one value for each
current incident, parted by semicolons (-: not stated); - for a type that is not asked for, several parted by semicolons. A line
"# name" opens a group, "## " is a remark. The group "not yet" is run and shown but not counted. Exit status 1 where more than N
of the counted texts are wrong.
"""
import argparse
import pathlib
import sys

import extracted

PUBLISHED = '2023-08-11'  # a Friday
NOT_YET = 'not yet'


def read(path):
    groups, told = {}, None
    for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
        if line.startswith('# '):
            told = groups.setdefault(line[2:].strip(), [])
        elif line.strip() and not line.startswith('##'):
            cells = line.split('\t')
            if len(cells) != 5 or told is None or cells[1].count(';') != cells[2].count(';'):
                sys.exit('%s:%d: a line needs a group and five cells, with as many killed as wounded' % (path, number))
            text, killed, wounded, kinds, gloss = cells
            told.append(dict(text=text.replace('\\n', '\n'), tolls=sorted(zip(killed.split(';'), wounded.split(';'))),
                             kinds=[] if kinds == '-' else kinds.split(';'), gloss=gloss))
    return groups


def current(kharita, texts):
    """The current incidents of each text: (killed, wounded, sub-event type, place)."""
    answers = extracted.incidents(kharita, [{'text': text, 'published': PUBLISHED} for text in texts])

    def value(number):
        return '-' if number is None else str(number)
    return [[(value(i['fatalities']), value(i['injuries']), i['sub_event_type'], i['location_ar']) for i in answer if not i['background']]
            for answer in answers]


def agrees(told, coded):
    return sorted(i[:2] for i in coded) == told['tolls'] and all(any(kind in i[2] for i in coded) for kind in told['kinds'])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--kharita', required=True)
    parser.add_argument('--texts', type=pathlib.Path, default=pathlib.Path(__file__).parent.parent / 'data' / 'tolls.tsv')
    parser.add_argument('--wrong', type=int, default=2, help='counted texts that may be wrong')
    args = parser.parse_args()
    groups = read(args.texts)
    answers = iter(current(args.kharita, [told['text'] for rows in groups.values() for told in rows]))
    wrong = counted = 0
    for name, rows in groups.items():
        failed = [(told, coded) for told, coded in zip(rows, answers) if not agrees(told, coded)]
        print('%-32s %3d of %3d' % (name, len(rows) - len(failed), len(rows)))
        for told, coded in failed:
            print('  %s: %s\n    told %s %s\n    coded %s' % (told['gloss'], told['text'].replace('\n', ' | '), told['tolls'],
                                                           told['kinds'] or '', coded))
        if name == NOT_YET:
            for told in [told for told in rows if all(told is not other for other, _ in failed)]:
                print('  right now, to be moved to its group: ' + told['text'].replace('\n', ' | '))
        else:
            wrong, counted = wrong + len(failed), counted + len(rows)
    print('%.4f of %d counted texts, %d wrong, at most %d%s' % (1 - wrong / counted, counted, wrong, args.wrong,
                                                               ': LOW' if wrong > args.wrong else ''))
    return 1 if wrong > args.wrong else 0


if __name__ == '__main__':
    sys.exit(main())
