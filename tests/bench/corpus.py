#!/usr/bin/env python3
"""Synthetic archive of Arabic news for the benchmarks, the same on every machine.

corpus.py [--size MB | --articles N] [--seed N] [--ascii] [-o FILE]     articles, NDJSON {url, title, date, outlet, body}
corpus.py --names [-o FILE]                                             the gazetteer's names, one a line

The default is 200 MB on standard output. Nothing of it is anybody's article: it is made of the sentences of examples/,
tests/data/dev, noisy, own and placeless, which are original texts.

- A sentence whose text is annotated becomes a pattern: its places, numbers, years, months and weekdays are drawn anew. Places come
  from gazetteer/places.tsv by kind, ranked by prominence, with Zipf frequencies (exponent 1): some thousand names occur, a few
  of them all the time.
- Between them stand sentences without places, drawn word by word from the pairs of words that the texts without incidents hold
  (a Markov chain), of which every twelfth word gets a clitic or an ending that it had not, so that rare words keep coming.
- Articles: 45 % reports (3 to 10 sentences, a third of them patterns of incidents), 10 % digests (5 to 14 patterns of
  incidents), 20 % context (places, no incidents), 25 % of something else (sport, weather, recipes). `--stats` prints what came out.
"""
import argparse
import hashlib
import json
import pathlib
import random
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SETS = ('dev', 'noisy', 'own')
SENTENCE = re.compile(r'\S[^\n]*?(?:[.!؟?]+(?=\s|$)|$)', re.MULTILINE)
MONTHS = 'كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول'.split('|')  # January to December
DAYS = 'السبت|الأحد|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة'.split('|')  # Saturday to Friday
SIDES = 'الشرقي|الغربي|الشمالي|الجنوبي'.split('|')  # eastern, western, northern, southern
CENTRES = 'دير الزور|الرقة|حمص|الحسكة|حلب|حماة|الميادين|البوكمال|تدمر|السخنة'.split('|')  # cities that have a countryside
COUNTRYSIDE, DESERT = 'ريف ', 'بادية '  # countryside of, desert of
DRAWN = re.compile('(?P<date>[1-9][0-9]?)(?= (?:%s))|(?P<number>[0-9]+)|(?<!\\w)(?:(?P<month>%s)|(?P<day>%s))(?!\\w)'
                   % ('|'.join(MONTHS), '|'.join(MONTHS), '|'.join(DAYS)))
REGION = 'دير الزور|الرقة|حمص'.split('|')  # Deir ez-Zor, Raqqa, Homs: their places rank before others
KINDS = {'village': 'village', 'hamlet': 'village', 'town': 'town', 'city': 'city', 'neighbourhood': 'neighbourhood',
         'oil_field': 'oil_field', 'gas_field': 'gas_field', 'mountain': 'mountain'}
CLITICS = ('و', 'ف', 'ب', 'ك', 'ل', 'وب', 'ول')  # and, so, in, as, for
ENDINGS = ('ه', 'ها', 'هم', 'ات', 'ين', 'ان', 'ية', 'نا')  # his, her, their, plural, dual, adjective, our
OUTLETS = ('شبكة الجسر', 'وكالة الضفة', 'مرصد البادية', 'صوت الخابور')  # invented


class Draw:
    """Random choices by random.random() alone, whose sequence is the same in every version of Python."""

    def __init__(self, seed):
        self.unit = random.Random(seed).random

    def below(self, n):
        return int(self.unit() * n)

    def one(self, items):
        return items[int(self.unit() * len(items))]


class Zipf:
    """Draws items, the first most often: item k with weight 1 / (k + 1)."""

    def __init__(self, items, draw):
        total, self.items, self.draw, self.sums = 0.0, list(items), draw, []
        for k in range(len(self.items)):
            total += 1.0 / (k + 1)
            self.sums.append(total)

    def one(self):
        at, low, high = self.draw.unit() * self.sums[-1], 0, len(self.sums) - 1
        while low < high:
            middle = (low + high) // 2
            if self.sums[middle] < at:
                low = middle + 1
            else:
                high = middle
        return self.items[low]


def gazetteer_rows():
    lines = (ROOT / 'gazetteer/places.tsv').read_text(encoding='utf-8').splitlines()
    head = lines[0].split('\t')
    return [dict(zip(head, line.split('\t'))) for line in lines[1:]]


def gazetteer_names():
    names = set()
    for row in gazetteer_rows():
        names.add(row['name_ar'])
        names.update(v.strip() for v in row['variants_ar'].split('|'))
    return sorted(n for n in names if n)


def pools(draw):
    by_kind = {}
    for row in gazetteer_rows():
        key = (row['admin1'] not in REGION, -int(row['prominence'] or 0), hashlib.sha1(row['id'].encode()).digest())
        by_kind.setdefault(row['kind'], []).append((key, row['name_ar']))
    return {kind: Zipf([name for _, name in sorted(rows)], draw) for kind, rows in by_kind.items()}


class Sources:
    """Patterns of sentences, and the words of texts without incidents."""

    def __init__(self):
        self.leads, self.incidents, self.context, self.other, self.follows, self.starts = [], [], [], [], {}, []
        for name in SETS:
            for path in sorted((ROOT / 'tests/data' / name / 'gold').glob('*.json')):
                text = (path.parents[1] / 'texts' / (path.stem + '.txt')).read_text(encoding='utf-8')
                self.annotated(text, json.loads(path.read_text(encoding='utf-8'))['toponyms'])
        for path in sorted((ROOT / 'tests/data/placeless/texts').glob('*.txt')):
            for sentence in SENTENCE.findall(path.read_text(encoding='utf-8')):
                self.plain(sentence.strip())

    def annotated(self, text, toponyms):
        first = True
        for found in SENTENCE.finditer(text):
            inside = [t for t in toponyms if found.start() <= t['start'] and t['end'] <= found.end()]
            sentence = found.group().strip()
            if not inside:
                self.plain(sentence)
            elif any(t.get('role') == 'event' for t in inside):
                pattern = cut(text, found, inside)
                self.incidents.append(pattern)
                if first:
                    self.leads.append(pattern)
                first = False
            else:
                self.context.append(cut(text, found, inside))

    def plain(self, sentence):
        words = sentence.split()
        if len(words) < 5 or '#' in sentence:
            return
        self.other.append([(None, sentence)])
        self.starts.append(words[0])
        for a, b in zip(words, words[1:]):
            self.follows.setdefault(a, []).append(b)


def cut(text, found, toponyms):
    """A sentence as a list of (what to draw, the words that stood there)."""
    parts, at = [], found.start()
    for t in sorted(toponyms, key=lambda t: t['start']):
        if t['start'] < at:
            continue
        parts += cut_words(text[at:t['start']])
        parts.append((slot(t), text[t['start']:t['end']]))
        at = t['end']
    parts += cut_words(text[at:found.end()])
    return [(what, words.strip('\n') if i == 0 else words) for i, (what, words) in enumerate(parts) if words]


def slot(t):
    if t['type'] == 'countryside-part' and t['surface'].startswith(COUNTRYSIDE):
        return 'countryside'
    if t['type'] in ('badia/area', 'badia') and t['surface'].startswith(DESERT):
        return 'desert'
    return KINDS.get(t['type'])


def cut_words(words):
    parts, at = [], 0
    for found in DRAWN.finditer(words):
        parts.append((None, words[at:found.start()]))
        parts.append((found.lastgroup, found.group()))
        at = found.end()
    return parts + [(None, words[at:])]


class Writer:
    def __init__(self, seed):
        self.draw = Draw(seed)
        self.pools = pools(self.draw)
        self.sources = Sources()
        self.count = {'articles': 0, 'sentences': 0, 'incident sentences': 0, 'bytes of text': 0}

    def fill(self, what, words):
        draw = self.draw
        if what == 'month':
            return draw.one(MONTHS)
        if what == 'day':
            return draw.one(DAYS)
        if what == 'date':
            return str(1 + draw.below(28))
        if what == 'number':
            n = len(words)
            if n == 4:
                return str(2015 + draw.below(10))
            return str(draw.below(9 * 10 ** (n - 1)) + 10 ** (n - 1)) if n < 4 else words
        if draw.unit() < 0.25:  # a quarter of the places stay
            return words
        if what == 'countryside':
            return COUNTRYSIDE + draw.one(CENTRES) + ' ' + draw.one(SIDES)
        if what == 'desert':
            return DESERT + self.pools['town'].one()
        return self.pools[what].one()

    def pattern(self, parts):
        return ''.join([words if what is None else self.fill(what, words) for what, words in parts])

    def chain(self):
        """A sentence without places."""
        draw, follows = self.draw, self.sources.follows
        word = draw.one(self.sources.starts)
        words, wanted = [word], 8 + draw.below(22)
        while len(words) < wanted:
            following = follows.get(word)
            word = draw.one(following) if following else draw.one(self.sources.starts)
            shown = word
            if draw.unit() < 1 / 12 and shown.isalpha():
                shown = draw.one(CLITICS) + shown if draw.unit() < 0.5 else shown.rstrip('ةه') + draw.one(ENDINGS)
            words.append(shown)
        return ' '.join(words).rstrip('.،؛:') + '.'

    def sentences(self, kind):
        s, draw = self.sources, self.draw
        if kind == 'digest':
            return [self.pattern(draw.one(s.incidents)) for _ in range(5 + draw.below(10))], None
        out, n = [], 3 + draw.below(8)
        incidents = 0
        if kind == 'report':
            out.append(self.pattern(draw.one(s.leads)))
            incidents = 1
        while len(out) < n:
            chance = draw.unit()
            if kind == 'report' and chance < 0.2:
                out.append(self.pattern(draw.one(s.incidents)))
                incidents += 1
            elif kind in ('report', 'context') and chance < 0.45:
                out.append(self.pattern(draw.one(s.context)))
            elif chance < 0.65:
                out.append(draw.one(s.other)[0][1])
            else:
                out.append(self.chain())
        return out, incidents

    def article(self):
        draw = self.draw
        at = draw.unit()
        kind = 'report' if at < 0.45 else 'digest' if at < 0.55 else 'context' if at < 0.75 else 'other'
        sentences, incidents = self.sentences(kind)
        lines = []
        for sentence in sentences:
            if not lines or draw.unit() < (0.9 if kind == 'digest' else 0.45):
                lines.append(sentence)
            else:
                lines[-1] += ' ' + sentence
        body = '\n\n'.join(lines)
        n = self.count['articles']
        self.count['articles'] += 1
        self.count['sentences'] += len(sentences)
        self.count['incident sentences'] += len(sentences) if incidents is None else incidents
        self.count['bytes of text'] += len(body.encode())
        title = ' '.join(sentences[0].split()[:9]).rstrip('.،؛:')
        date = '%d-%02d-%02dT%02d:%02d:00+03:00' % (2015 + draw.below(10), 1 + draw.below(12), 1 + draw.below(28),
                                                    draw.below(24), draw.below(60))
        return {'url': 'https://example.org/news/%d' % n, 'title': title, 'date': date, 'outlet': draw.one(OUTLETS),
                'body': body}


def write_articles(args, out):
    writer, written = Writer(args.seed), 0
    dump = json.JSONEncoder(ensure_ascii=args.ascii).encode
    while writer.count['articles'] < args.articles if args.articles else written < args.size * 1e6:
        line = (dump(writer.article()) + '\n').encode()
        out.write(line)
        written += len(line)
    if args.stats:
        json.dump({'bytes': written, **writer.count}, sys.stderr)
        sys.stderr.write('\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--size', type=float, default=200, metavar='MB', help='megabytes of NDJSON (default 200)')
    parser.add_argument('--articles', type=int, metavar='N', help='in place of --size')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--ascii', action='store_true', help='all Arabic letters as \\uXXXX, as many programs write JSON')
    parser.add_argument('--stats', action='store_true', help='counts on standard error')
    parser.add_argument('--names', action='store_true', help="the gazetteer's names instead of articles")
    parser.add_argument('-o', '--output', metavar='FILE')
    args = parser.parse_args()
    with open(args.output, 'wb') if args.output else sys.stdout.buffer as out:
        if args.names:
            out.write(''.join(n + '\n' for n in gazetteer_names()).encode())
        else:
            write_articles(args, out)


if __name__ == '__main__':
    try:
        main()
    except BrokenPipeError:
        sys.stderr.close()
