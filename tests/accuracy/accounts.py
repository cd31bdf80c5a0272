#!/usr/bin/env python3
"""Accounts composed from a grammar that knows what each of them means: who died, how many were hurt, when, where and by what.

accounts.py --kharita PROGRAM [--count N] [--seed N] [--show N]

Three families: sentences (one event each), several (one to three events in a text, an aside and an earlier event behind them) and
tales (a headline, a lead and details that tell of one event). Each text has its own day of publication. The table gives, for each
field, how many came out right of those that the texts state; "incidents" is the number of current ones in a text. Exit status 1
where a family's field falls below its bound.
"""
import argparse
import collections
import datetime
import random
import sys

import extracted

BOUND = .995
FIELDS = {'incidents': None, 'place': 'location_ar', 'killed': 'fatalities', 'wounded': 'injuries', 'date': 'event_date',
          'type': 'sub_event_type', 'background': 'background'}

MALE = ['', 'واحد', 'اثنان', 'ثلاثة', 'أربعة', 'خمسة', 'ستة', 'سبعة', 'ثمانية', 'تسعة', 'عشرة']
FEMALE = ['', 'إحدى', 'اثنتان', 'ثلاث', 'أربع', 'خمس', 'ست', 'سبع', 'ثماني', 'تسع', 'عشر']
OBLIQUE = {'اثنان': 'اثنين', 'اثنتان': 'اثنتين', 'اثنا': 'اثني', 'اثنتا': 'اثنتي'}
TENS = {2: 'عشر', 3: 'ثلاث'}
ORDINALS = ['', 'الأول', 'الثاني', 'الثالث', 'الرابع', 'الخامس', 'السادس', 'السابع', 'الثامن', 'التاسع', 'العاشر']
EASTERN = str.maketrans('0123456789', '٠١٢٣٤٥٦٧٨٩')
WEEKDAYS = ['الاثنين', 'الثلاثاء', 'الأربعاء', 'الخميس', 'الجمعة', 'السبت', 'الأحد']
LEVANT = ['كانون الثاني', 'شباط', 'آذار', 'نيسان', 'أيار', 'حزيران', 'تموز', 'آب', 'أيلول', 'تشرين الأول', 'تشرين الثاني', 'كانون الأول']
EGYPT = ['يناير', 'فبراير', 'مارس', 'أبريل', 'مايو', 'يونيو', 'يوليو', 'أغسطس', 'سبتمبر', 'أكتوبر', 'نوفمبر', 'ديسمبر']

# two_of: two behind a noun or preposition; few: behind 3 to 10; many: behind 11 and more, and one as an object; among: who was among them
Noun = collections.namedtuple('Noun', 'one two two_of few many female among')
CIVIL = ('طفل', 'طفلان', 'امرأة', 'أطفال', 'ثلاث نساء')
MEN, BOYS, SOLDIERS, FIGHTERS, WOMEN, FALLEN = [[Noun(*noun.split(), female, among) for noun in nouns.split(', ')] for nouns, female, among in (
    ('شخص شخصان شخصين أشخاص شخصاً, مدني مدنيان مدنيين مدنيين مدنياً, عامل عاملان عاملين عمال عاملاً, راعٍ راعيان راعيين رعاة راعياً, '
     'مزارع مزارعان مزارعين مزارعين مزارعاً', False, CIVIL), ('طفل طفلان طفلين أطفال طفلاً', False, ()),
    ('عنصر عنصران عنصرين عناصر عنصراً, جندي جنديان جنديين جنود جندياً', False, ('ضابط',)),
    ('شاب شابان شابين شبان شاباً, مسلح مسلحان مسلحين مسلحين مسلحاً', False, ()),
    ('امرأة امرأتان امرأتين نساء امرأة, سيدة سيدتان سيدتين سيدات سيدة, طفلة طفلتان طفلتين طفلات طفلة', True, ()),
    ('قتيل قتيلان قتيلين قتلى قتيلاً, جريح جريحان جريحين جرحى جريحاً', False, ()))]

Means = collections.namedtuple('Means', 'name known type over')  # known: when it is said again; over: it is "on" a town, not in it
SHOTS = ('Attack', 'Armed')  # either where the dead may be armed
MEANS = [Means(name, known, kind, kind in ('Air', 'Shelling')) for kind, known, names in (
    ('Air', 'الغارة', ['غارة جوية']), ('Air', 'الغارات', ['غارات روسية']), ('Air', 'القصف', ['قصف جوي']), ('Air', 'الهجوم', ['هجوم بطائرة مسيرة']),
    ('Shelling', 'القصف', ['قصف مدفعي', 'قصف صاروخي']), ('Remote', 'الانفجار', ['انفجار لغم أرضي', 'انفجار عبوة ناسفة', 'انفجار سيارة مفخخة']),
    ('Suicide', 'الهجوم', ['هجوم انتحاري']), ('Suicide', 'التفجير', ['تفجير انتحاري']), (SHOTS, 'الهجوم', ['هجوم مسلح']),
    (SHOTS, 'الكمين', ['كمين']), (SHOTS, 'إطلاق النار', ['إطلاق نار']), ('Armed', 'الاشتباكات', ['اشتباكات'])) for name in names]
WEAPONS = [Means(name, None, kind, over) for kind, over, names in (
    ('Air', True, ['بغارة']), ('Air', False, ['بطائرة مسيرة']), ('Shelling', True, ['بقصف', 'بصاروخ', 'بقذيفة هاون']),
    (SHOTS, False, ['برصاص مجهولين', 'برصاص مسلحين', 'على يد مسلحين مجهولين', 'على يد تنظيم داعش', 'على أيدي مجهولين']),
    ('Remote', False, ['بلغم', 'بعبوة ناسفة'])) for name in names]

Form = collections.namedtuple('Form', 'text need type')  # need: of the toll, see Event; type: None where the means tells it
FORMS = [Form(text, need, None) for text, need in (
    ('{died} {dead}{and_hurt} {by} {where}{day}', ''), ('{died}{day} {dead}{and_hurt} {by} {where}', ''),
    ('{died} {dead} {by} {where}{day}، فيما {was_hurt} {hurt}', 'hurt'), ('{met} {dead} {end}{and_hurt} {by} {where}{day}', ''),
    ('أفادت مصادر محلية بأن {dead_object} {perished} {by} {where}{day}', 'dead'), ('{led} {means} {where}{day} {to_death} {dead_of}{and_hurting}', ''),
    ('{left} {means} {where}{day} {fallen}', ''), ('{was_hurt}{day} {hurt_alone} {by} {where}', 'alive'))]
SPECIAL = [Form(text, need, kind) for text, need, kind in (
    ('{attacked} {doers}{day} {target} في بلدة {town}، ما أدى إلى مقتل {dead_of}{and_hurting}', '', SHOTS),
    ('اغتال مسلحون مجهولون{day} {dead_object} في بلدة {town}', 'one', SHOTS),
    ('اغتيل {dead}{day} على يد مسلحين يستقلون دراجة نارية في بلدة {town}', 'one', SHOTS), ('عُثر{day} على {bodies} في بلدة {town}', 'bodies', 'Attack'),
    ('فجر انتحاري نفسه{day} قرب حاجز في بلدة {town}، ما أدى إلى مقتل {dead_of}{and_hurting}', 'two', 'Suicide'),
    ('استهدفت طائرة مسيرة{day} سيارة في بلدة {town}، ما أسفر عن مقتل {dead_of}{and_hurting}', '', 'Air'))]
HEADING = 'مقتل {dead_of}{and_hurting} {through} {means} {where}'
HEADLINES = ['', HEADING, 'ريف دير الزور.. ' + HEADING, '{means} {where} {leaves} {fallen}', '{vague} {through} {means} {where}']
BODIES = ['جثة شاب مقتول بالرصاص', 'جثتين لشابين قُتلا بالرصاص', 'ثلاث جثث لشبان قُتلوا بالرصاص']
DOERS = ['مسلحون مجهولون', 'مجهولون', 'تنظيم داعش', 'عناصر التنظيم', 'مسلحون']
TARGETS = ['حاجزاً لقسد', 'سيارة عسكرية', 'نقطة للدفاع الوطني', 'صهريج نفط', 'حافلة عمال']
TOWNS = ['الشعفة', 'هجين', 'البصيرة', 'الشحيل', 'ذيبان', 'محكان', 'خشام', 'الكسرة', 'غرانيج', 'السوسة', 'الباغوز', 'القورية', 'صبيخان', 'التبني']
LINKS = ['وفي سياق منفصل، ', 'كما ', 'إلى ذلك، ', 'في غضون ذلك، ', 'وفي حادثة منفصلة، ', 'من جهة أخرى، ', 'وفي السياق، ', 'و']
ASIDES = ['', '', ' ولم تتبن أي جهة الهجوم حتى الآن.', ' وتشهد المنطقة توتراً أمنياً منذ أشهر.', ' ونُقل المصابون إلى المشافي القريبة.',
          ' وتأتي هذه الحوادث في ظل تصاعد الهجمات في ريف دير الزور.']
EARLIER = [' وكان {number} عناصر قُتلوا الأسبوع الماضي بهجوم في بلدة {town}.', ' وسبق أن قُتل {number} أشخاص بانفجار لغم في بلدة {town} قبل شهر.',
           ' وكان هجوم مماثل في بلدة {town} قد أسفر، الشهر الماضي، عن مقتل {number} عناصر.']
DETAILS = ['وأضاف المصدر أن {the} {happened} قرب السوق وسط البلدة.', 'وأفاد مراسلنا بأن {the} {led} {to_death} {dead_of}{and_hurting}.',
           'وتشهد البلدة هجمات متكررة منذ أشهر.', 'وفرضت القوات الأمنية طوقاً حول المكان.', 'وتتبع بلدة {town} لمحافظة دير الزور.',
           'وكانت البلدة شهدت الشهر الماضي قصفاً مماثلاً.', 'ولم ترد تفاصيل أخرى حتى لحظة إعداد الخبر.', 'ونُقل {carried} إلى مشفى الميادين.']


def spelled(n, female, subject):
    """A number in words before a noun of that gender, as a subject or behind a verb, noun or preposition."""
    unit, ten = (n, 0) if n <= 10 else (n % 10, n // 10)
    word = (FEMALE if female else MALE)[unit]
    if ten == 1:
        word = ('إحدى' if female else 'أحد') if unit == 1 else word[:-1] if unit == 2 else word
    word = word if subject else OBLIQUE.get(word, word)
    if ten < 2:
        return word + ('', ' عشرة' if female else ' عشر')[ten]
    return (word + ' و' if unit else '') + TENS[ten] + ('ون' if subject else 'ين')


def figure(rnd, n, female, subject):
    return rnd.choice((spelled(n, female, subject), str(n), str(n), str(n).translate(EASTERN)))


def people(rnd, n, noun, case):
    """So many as a subject, as an object, or of something (behind a noun). A dual spelled like the plural has "two" behind it."""
    if n < 3:
        two = noun.two if case == 'subject' else noun.two_of
        return (noun.many if case == 'object' else noun.one) if n == 1 else two + ' اثنين' if two == noun.few else two
    number = figure(rnd, n, noun.female, case == 'subject')
    return (number.replace('واحد ', 'واحداً ') if case == 'object' else number) + ' ' + (noun.few if n <= 10 else noun.many)


def others(rnd, n, beside, case):
    if beside.female:
        return people(rnd, n, MEN[0], case)
    if n < 3:
        return 'آخر' if n == 1 else 'آخران' if case == 'subject' else 'اثنين آخرين'
    return figure(rnd, n, False, case == 'subject') + rnd.choice((' آخرون' if case == 'subject' else ' آخرين', ''))


def agree(verb, female):
    return verb if not female else verb[:-1] + 'ت' if verb.endswith('ى') else verb + 'ت'


def ordinal(n):
    if n <= 10:
        return ORDINALS[n]
    unit = 'الحادي' if n % 10 == 1 else ORDINALS[n % 10]
    return unit + ' عشر' if n < 20 else (unit + ' و' if n % 10 else '') + 'ال' + spelled(n // 10 * 10, False, False)


def date(rnd, published, within):
    """A phrase for a day not long before the publication, between commas or not, and the day."""
    back = rnd.randrange(within)
    day = published - datetime.timedelta(back)
    weekday, levant, egypt = WEEKDAYS[day.weekday()], LEVANT[day.month - 1], EGYPT[day.month - 1]
    month = rnd.choice((levant, egypt))
    said = ['في %d %s' % (day.day, month), 'في %s %s' % (str(day.day).translate(EASTERN), month), 'في %s من %s' % (ordinal(day.day), month),
            '%s %d %s' % (weekday, day.day, month), 'يوم %s %d %s/%s' % (weekday, day.day, levant, egypt),
            '%s %s من %s' % (weekday, ordinal(day.day), month)]
    if day.month == published.month:
        said += ['في %d %s الجاري' % (day.day, month), 'في %s من %s الجاري' % (ordinal(day.day), month), 'في %s من الشهر الجاري' % ordinal(day.day)]
    said += {0: ['اليوم', 'اليوم ' + weekday, 'فجر اليوم', 'صباح اليوم ' + weekday], 1: ['أمس', 'أمس ' + weekday, 'مساء أمس', 'مساء أمس ' + weekday],
             2: ['أول أمس', 'قبل يومين'], 3: ['قبل ثلاثة أيام']}.get(back, []) * 2
    said += ['يوم ' + weekday, 'مساء ' + weekday] * (back > 0) + [weekday + ' الماضي'] * (back > 2)
    return rnd.choice((' %s', ' %s', '، %s،')) % rnd.choice(said), day


class Event:
    """What happened in a town, and the words for it, drawn anew each time that it is told."""

    def __init__(self, rnd, town, form, means=()):
        self.town, self.means = town, rnd.choice(means or (MEANS if '{means}' in form.text else MEANS + WEAPONS))
        self.noun = rnd.choice(SOLDIERS + FIGHTERS[:1] if form.need == 'one' else WOMEN if rnd.random() < .12 else MEN + BOYS + SOLDIERS + FIGHTERS)
        n, self.wounded = rnd.choice((1, 1, 2, 2, 3, 4, 5, 6, 8, 9, 11, 12, 14, 17, 21, 34)), rnd.choice((1, 2, 3, 4, 6, 7, 9, 10, 13, 22))
        if form.need in ('one', 'bodies', 'dead') or form.need not in ('hurt', 'alive') and rnd.random() < .2:
            self.wounded = None
        self.killed = {'one': 1, 'bodies': min(n, 3), 'two': max(n, 2), 'alive': None}.get(form.need, n)
        civil, many = self.noun in MEN[1:] + BOYS + WOMEN and '{fallen}' not in form.text, (self.killed or 0) > 3
        self.type = form.type or ('Attack' if civil and self.means.type == SHOTS else self.means.type)
        self.where = ('على بلدة ' if self.means.over else rnd.choice(('في بلدة ', 'قرب بلدة '))) + town
        self.about = rnd.choice(('', '', '', 'ما لا يقل عن ', 'أكثر من ', 'نحو ')) if many and not self.noun.female else ''
        self.among = rnd.choice(['', '', ''] + ['، بينهم %s،' % who for who in self.noun.among]) if many else ''

    def dead(self, rnd, case):
        return self.about + people(rnd, self.killed, self.noun, 'of' if self.about else case) + self.among

    def about_the_dead(self, rnd):
        n, female, number = self.killed, self.noun.female, min(self.killed, 3) - 1
        fallen = [people(rnd, count, noun, 'object') for count, noun in zip((n, self.wounded), FALLEN) if count]
        return dict(died=agree(rnd.choice(('قُتل', 'قتل', 'استشهد', 'قضى')), female), met=agree('لقي', female),
                    end=rnd.choice(('حتف', 'مصرع')) + ('ها' if female else 'ه', 'هما', 'هن' if female else 'هم')[number],
                    perished='قُتل' + (('ت', 'تا', 'ن') if female else ('', 'ا', 'وا'))[number],
                    fallen=' و'.join(fallen) + (' واحداً' if self.wounded == 1 and n > 10 else ''), bodies=BODIES[number],
                    vague='قتلى وجرحى' if self.wounded else 'قتلى', dead=self.dead(rnd, 'subject'), dead_object=self.dead(rnd, 'object'),
                    dead_of=self.dead(rnd, 'of'), carried='المصابون' if (self.wounded or 0) > 2 else ('الجثمان', 'القتيلان', 'القتلى')[number])

    def about_the_wounded(self, rnd):
        if self.wounded is None:
            return dict(and_hurt='', and_hurting='')
        verb, hurt = rnd.choice(('أصيب', 'جُرح')), others(rnd, self.wounded, self.noun, 'subject')
        return dict(was_hurt=agree(verb, self.noun.female and not self.killed), hurt=hurt, and_hurt=' و%s %s' % (verb, hurt),
                    hurt_alone=people(rnd, self.wounded, self.noun, 'subject'),
                    and_hurting=rnd.choice((' وإصابة ', ' وجرح ')) + others(rnd, self.wounded, self.noun, 'of'))

    def tell(self, rnd, template, day=''):
        name, female = self.means.name, self.means.name.split()[0].endswith(('ة', 'ات'))
        led, to_death = rnd.choice((('أدى', 'إلى مقتل'), ('أسفر', 'عن مقتل'), ('تسبب', 'بمقتل'), ('أدى', 'إلى استشهاد')))
        words = dict(by='ب' + name if self.means.known else name, means=name, the=self.means.known, town=self.town, where=self.where, day=day,
                     led=agree(led, female), to_death=to_death, left=agree(rnd.choice(('خلف', 'أوقع')), female), happened=agree('وقع', female),
                     leaves=('ت' if female else 'ي') + rnd.choice(('وقع', 'خلف')), through=rnd.choice(('جراء', 'إثر', 'في')),
                     attacked=rnd.choice(('هاجم', 'استهدف')), doers=rnd.choice(DOERS), target=rnd.choice(TARGETS))
        words.update(self.about_the_wounded(rnd), **self.about_the_dead(rnd) if self.killed else {})
        return template.format(**words)

    def told(self, day):
        told = dict(place=self.town, killed=self.killed, wounded=self.wounded, type=self.type, background=False)
        return dict(told, date=str(day)) if day else told


def sentences(rnd, published):
    form = rnd.choice(FORMS * 2 + SPECIAL + [Form(HEADING + '{day}', '', None)] * 2)
    said, day = date(rnd, published, 7) if rnd.random() < .7 else ('', published)
    event = Event(rnd, rnd.choice(TOWNS), form)
    return event.tell(rnd, form.text, said) + '.', [event.told(day)]


def several(rnd, published):
    """No event has a date, or the first has one, and a later one its own, that of the one before, or none that is asked for."""
    towns, text, events, dated, last = rnd.sample(TOWNS, 4), '', [], rnd.random() < .6, None
    for i in range(rnd.choice((1, 2, 2, 3))):
        form, link, said, own = rnd.choice(FORMS + SPECIAL), rnd.choice(LINKS) if i else '', '', None if dated else published
        if dated and (not i or rnd.random() < .5):
            said, own = date(rnd, published, 3)
        elif last and rnd.random() < .5:
            link, own = 'وفي اليوم ذاته، ', last
        event, last = Event(rnd, towns[i], form), own if dated else None
        text += (rnd.choice((' ', '\n\n')) if i else '') + link + event.tell(rnd, form.text, said) + '.'
        events.append(event.told(own))
    text += rnd.choice(ASIDES)
    if rnd.random() < .25:
        n = rnd.randint(3, 9)
        text += rnd.choice(EARLIER).format(number=figure(rnd, n, False, True), town=towns[3])
        events.append(dict(place=towns[3], killed=n, background=True))
    return text, events


def tales(rnd, published):
    form = rnd.choice([form for form in FORMS if form.need in ('', 'dead')])
    said, day = date(rnd, published, 7) if rnd.random() < .7 else ('', published)
    event = Event(rnd, rnd.choice(TOWNS), form, MEANS)
    headline = event.tell(rnd, rnd.choice(HEADLINES if event.killed > 2 else HEADLINES[:-1]))
    parts = [event.tell(rnd, form.text, said) + '.'] + [event.tell(rnd, detail) for detail in rnd.sample(DETAILS, rnd.randint(0, 3))]
    return (headline + '\n\n' if headline else '') + rnd.choice((' ', '\n\n')).join(parts), [event.told(day)]


def compare(told, coded):
    """Of one text: field, what is meant, what is coded, and whether it is right."""
    meant, got = [sum(not event['background'] for event in events) for events in (told, coded)]
    yield 'incidents', meant, got, meant == got
    for event in told:
        found = next((got for got in coded if got['location_ar'] == event['place']), None)
        for field, meant in event.items():
            got = found and found[FIELDS[field]]
            if found or field == 'place':
                yield field, meant, got, (got or '').startswith(meant) if field == 'type' else got == meant


def run(kharita, family, count, seed, show):
    """Field to [right, asked]; the first wrong ones are shown."""
    rnd, made = random.Random('%s %d' % (family.__name__, seed)), []
    for _ in range(count):
        day = datetime.date(2023, 1, 1) + datetime.timedelta(rnd.randrange(365))
        text, told = family(rnd, day)
        made.append((text.replace('،.', '.').replace('،،', '،'), str(day), told))
    answers = extracted.incidents(kharita, [dict(text=text, published=day) for text, day, _ in made])
    tally = {field: [0, 0] for field in FIELDS}
    for (text, day, told), coded in zip(made, answers):
        for field, meant, got, right in compare(told, coded):
            tally[field] = [tally[field][0] + right, tally[field][1] + 1]
            if not right and show > 0:
                show -= 1
                print('  %s: %s meant, %s coded: (published %s) %s' % (field, meant, got, day, text.replace('\n', ' | ')))
    return tally


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--kharita', required=True)
    parser.add_argument('--count', type=int, default=1000, help='texts of each family')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--show', type=int, default=5, help='wrong ones that are shown, of each family')
    args = parser.parse_args()
    low, table = [], ['%-9s' % '' + ''.join('%12s' % field for field in FIELDS)]
    for family in (sentences, several, tales):
        tally = run(args.kharita, family, args.count, args.seed, args.show)
        table.append('%-9s' % family.__name__ + ''.join('%12s' % ('%d/%d' % tuple(tally[field])) for field in FIELDS))
        for field, (right, asked) in tally.items():
            if right < BOUND * asked:
                low.append('%s, %s: %.4f, at least %.4f: LOW' % (family.__name__, field, right / asked, BOUND))
    print('\n'.join(table + low))
    return 1 if low else 0


if __name__ == '__main__':
    sys.exit(main())
