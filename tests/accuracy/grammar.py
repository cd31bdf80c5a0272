#!/usr/bin/env python3
"""Sentences made from the grammar of the genre, whose incidents are known because they were put in.

grammar.py --kharita PROGRAM [--count N] [--seed N] [--show N]

Five families, each with its own limit: tolls (verbs of death by numbers in digits and words by the wounded beside them), attacks
(who, what was hit, where), pairs (two events in one or two sentences, with every connective), reports (a lead, its details by a
source, an aside, an earlier event) and kinds (a sentence per kind of event, and sentences that tell of none). A figure is the share
of texts of which every incident, place, day, killed and wounded came out. Exit status 1 where one falls below its limit.
"""
import argparse
import random
import sys

import extracted

PUBLISHED = '2023-05-10'  # a Wednesday
LIMITS = {'tolls': .99, 'attacks': .975, 'pairs': .98, 'reports': .99, 'kinds': .99}

UNITS = {3: 'ثلاثة', 4: 'أربعة', 5: 'خمسة', 6: 'ستة', 7: 'سبعة', 8: 'ثمانية', 9: 'تسعة', 10: 'عشرة'}
TEENS = {11: 'أحد عشر', 12: 'اثنا عشر', 13: 'ثلاثة عشر', 15: 'خمسة عشر', 18: 'ثمانية عشر'}
TENS = {20: ('عشرون', 'عشرين'), 30: ('ثلاثون', 'ثلاثين')}
# one, two (subject, object), few, many (behind 11 and more)
NOUNS = [('شخص', 'شخصان', 'شخصين', 'أشخاص', 'شخصاً'), ('عنصر', 'عنصران', 'عنصرين', 'عناصر', 'عنصراً'),
         ('جندي', 'جنديان', 'جنديين', 'جنود', 'جندياً'), ('طفل', 'طفلان', 'طفلين', 'أطفال', 'طفلاً'),
         ('شاب', 'شابان', 'شابين', 'شبان', 'شاباً'), ('عامل', 'عاملان', 'عاملين', 'عمال', 'عاملاً')]


def number(n, subject, words):
    if not words:
        return str(n)
    if n in UNITS:
        return UNITS[n]
    if n in TEENS:
        return TEENS[n] if subject else TEENS[n].replace('اثنا', 'اثني')
    tens = TENS[n // 10 * 10][0 if subject else 1]
    unit = {0: '', 1: 'واحد', 2: 'اثنان' if subject else 'اثنين'}.get(n % 10) if n % 10 < 3 else UNITS[n % 10]
    return '%s و%s' % (unit, tens) if unit else tens


def people(n, noun, subject, words):
    if n < 3:
        return noun[0] if n == 1 else noun[1 if subject else 2]
    return '%s %s' % (number(n, subject, words), noun[3 if n <= 10 else 4])


def others(n, subject, words):
    if n < 3:
        return 'آخر' if n == 1 else 'آخران' if subject else 'آخرين اثنين'
    return '%s %s' % (number(n, subject, words), 'آخرون' if subject and n <= 10 else 'آخرين')


def pronoun(n):
    return {1: 'ه', 2: 'هما'}.get(n, 'هم')


DEATHS = ['قُتل {subject}', 'مقتل {object}', 'أدى هجوم إلى مقتل {object}', 'لقي {subject} مصرع{pronoun}',
          'لقي {subject} حتف{pronoun}', 'فقد {subject} حيات{pronoun}', 'قضى {subject}', 'استُشهد {subject}', 'توفي {subject}',
          'أودى هجوم بحياة {object}', 'هجوم راح ضحيته {subject}', 'قتل مجهولون {object}', 'تسبب هجوم بمقتل {object}',
          'مصرع {object}', 'قُتل {subject} على الأقل']
WOUNDS = ['', ' وأصيب {subject}', ' وإصابة {object}', ' وجُرح {subject}', '، فيما أصيب {subject} بجروح']
MEANS = ['برصاص مجهولين', 'بانفجار لغم أرضي', 'بقصف مدفعي', 'بغارة جوية']


def tolls(rnd):
    n, m, words = rnd.choice((1, 2, 3, 5, 8, 11, 12, 13, 18, 20, 23, 25)), rnd.choice((1, 2, 3, 6, 11, 15)), rnd.random() < .5
    noun, death, wound = rnd.choice(NOUNS), rnd.choice(DEATHS), rnd.choice(WOUNDS)
    told = death.format(subject=people(n, noun, True, words), object=people(n, noun, False, words), pronoun=pronoun(n))
    told += '' if 'هجوم' in death else ' ' + rnd.choice(MEANS) if 'مجهولون' not in death else ' بإطلاق نار'
    told += ' في بلدة الشحيل بريف دير الزور الشرقي' + wound.format(subject=others(m, True, words), object=others(m, False, words)) + '.'
    return told, [dict(place='الشحيل', killed=n, injured=m if wound else 0, day=PUBLISHED)]


TARGETS = ['حافلة عسكرية', 'حافلة نقل عسكرية', 'سيارة عسكرية', 'سيارة تقل عناصر من قوات النظام', 'صهريج نفط', 'رتل عسكري', 'دورية مشتركة',
           'حاجز للجيش السوري', 'نقطة حراسة', 'مقر عسكري', 'مستودع ذخيرة', 'منزل قيادي', 'محل تجاري', 'سوق شعبي', 'مدرسة', 'معسكر تدريب',
           'قاعدة للتحالف الدولي', 'مجموعة من الرعاة', 'جامعي الكمأة', 'عمال حصاد', 'شيخ عشيرة', 'إمام مسجد', 'سيارة إسعاف', 'عربة مدرعة',
           'دراجة نارية', 'فريق إزالة ألغام', 'شاحنة محملة بالقمح', 'باص مبيت للعاملين في حقل نفطي']
DOERS = ['تنظيم داعش', 'خلايا تنظيم الدولة', 'مسلحون مجهولون', 'مجهولون يستقلون دراجة نارية', 'ملثمون', 'قوات النظام', 'أبناء العشائر',
         'مسلحون يُرجح انتماؤهم لتنظيم داعش', 'الميليشيات الإيرانية', 'فصائل المعارضة']
PLACES = [('في بلدة الشحيل', 'الشحيل'), ('في بادية تدمر', 'تدمر'), ('قرب حقل العمر النفطي', 'حقل العمر'),
          ('في محيط مدينة السخنة بريف حمص الشرقي', 'السخنة'), ('على أطراف بلدة الكشكية شرقي دير الزور', 'الكشكية'),
          ('عند مدخل مدينة البصيرة', 'البصيرة'), ('غربي مدينة الرقة', 'الرقة'), ('شمال بلدة الصور', 'الصور')]
ATTACKS = ['هاجم {doer} {target} {place}، ما أدى إلى مقتل {killed}{injured}.', 'شن {doer} هجوماً على {target} {place}، أسفر عن مقتل {killed}{injured}.',
           'استهدف {doer} {target} {place}، ما أسفر عن مقتل {killed}{injured}.', 'مقتل {killed}{injured} بهجوم ل{doer} على {target} {place}',
           'تعرض {target} {place} لهجوم من قبل {doer}، ما تسبب بمقتل {killed}{injured}.',
           'فتح {doer} النار على {target} {place}، ما أدى لمقتل {killed}{injured}.',
           'أفاد مراسلنا بأن {doer} استهدف {target} بالأسلحة الرشاشة {place}، ما أدى إلى مقتل {killed}{injured}.',
           'انفجرت عبوة ناسفة ب{target} {place}، ما أسفر عن مقتل {killed}{injured}.',
           'وثق المرصد السوري مقتل {killed}{injured} في استهداف {target} من قبل {doer} {place}.',
           'نصب {doer} كميناً ل{target} {place}، ما أدى إلى مقتل {killed}{injured}.']


def attacks(rnd):
    place, (n, killed) = rnd.choice(PLACES), rnd.choice(((3, 'ثلاثة أشخاص'), (5, '5 عناصر'), (2, 'شخصين'), (4, 'أربعة أشخاص')))
    m, injured = rnd.choice(((0, ''), (2, ' وإصابة اثنين آخرين'), (6, ' وإصابة 6 آخرين')))
    text = rnd.choice(ATTACKS).format(doer=rnd.choice(DOERS), target=rnd.choice(TARGETS), place=place[0], killed=killed, injured=injured)
    return text, [dict(place=place[1], killed=n, injured=m, day=PUBLISHED)]


TOWNS = [('بلدة الشحيل', 'الشحيل'), ('مدينة الميادين', 'الميادين'), ('بلدة هجين', 'هجين'), ('بلدة الصور', 'الصور'), ('مدينة السخنة', 'السخنة'),
         ('بلدة غرانيج', 'غرانيج'), ('مدينة البوكمال', 'البوكمال'), ('بلدة الكشكية', 'الكشكية'), ('بلدة محكان', 'محكان'), ('قرية الباغوز', 'الباغوز'),
         ('مدينة القورية', 'القورية'), ('بلدة معدان شرقي الرقة', 'معدان')]
EVENTS = ['تعرضت {place} لقصف مدفعي', 'شن الطيران الحربي غارات على {place}', 'استهدفت قوات النظام بالمدفعية {place}', 'انفجرت عبوة ناسفة في {place}',
          'هاجم مسلحون حاجزاً في {place}', 'دارت اشتباكات بين قسد ومسلحين في {place}', 'شهدت {place} اشتباكات عنيفة', 'سقطت قذائف هاون على {place}']
OUTCOMES = [(3, 0, '، ما أدى إلى مقتل ثلاثة مدنيين'), (1, 2, '، ما أسفر عن مقتل مدني وإصابة اثنين آخرين'), (4, 5, '، وأدى ذلك إلى مقتل 4 أشخاص وإصابة 5 آخرين'),
            (0, 3, ' أسفرت عن إصابة ثلاثة مدنيين بجروح'), (0, 0, '')]
VICTIMS = [(3, 0, 'ثلاثة مدنيين'), (1, 2, 'مدني وأصيب اثنان آخران'), (2, 0, 'شخصان'), (5, 4, 'خمسة أشخاص وأصيب أربعة آخرون'), (1, 0, 'شاب')]
VICTIMS_FIRST = ['قُتل {who} بقصف مدفعي على {place}', 'قُتل {who} بانفجار لغم في {place}', 'قُتل {who} برصاص مجهولين في {place}',
                 'استشهد {who} جراء غارات جوية على {place}', 'قضى {who} إثر هجوم في {place}']
BETWEEN = ['، بينما {}', '، فيما {}', '، في حين {}', '، كما {}', '. كما {}', '. و{}', '، و{}', '. وفي سياق متصل، {}', '. في غضون ذلك، {}', '. إلى ذلك، {}',
           '، بالتزامن مع ذلك {}', '، كذلك {}']


def event(rnd, town):
    if rnd.random() < .6:
        n, m, outcome = rnd.choice(OUTCOMES)
        text = rnd.choice(EVENTS).format(place=town[0]) + outcome
    else:
        n, m, who = rnd.choice(VICTIMS)
        text = rnd.choice(VICTIMS_FIRST).format(place=town[0], who=who)
    return text, dict(place=town[1], killed=n, injured=m)


def pairs(rnd):
    (first, a), (second, b) = [event(rnd, town) for town in rnd.sample(TOWNS, 2)]
    return first + rnd.choice(BETWEEN).format(second) + '.', [a, b]


AREAS = [('بلدة الشحيل', 'الشحيل', 'بريف دير الزور الشرقي', 'دير الزور'), ('بلدة الصور', 'الصور', 'بريف دير الزور الشمالي', 'دير الزور'),
         ('بادية السخنة', 'السخنة', 'بريف حمص الشرقي', 'حمص'), ('بلدة معدان', 'معدان', 'بريف الرقة الشرقي', 'الرقة'),
         ('بادية الرصافة', 'الرصافة', 'بريف الرقة الجنوبي', 'الرقة')]
HOW = [('بهجوم مسلح', 'مسلحين مجهولين هاجموا {}', 'الهجوم'), ('بانفجار لغم أرضي', 'لغماً أرضياً انفجر ب{}', 'الانفجار'),
       ('برصاص مجهولين', 'مسلحين يستقلون دراجة نارية أطلقوا النار على {}', 'الهجوم'), ('بكمين لتنظيم داعش', 'خلايا التنظيم نصبت كميناً ل{}', 'الكمين'),
       ('بقصف مدفعي', 'قوات النظام قصفت بالمدفعية {}', 'القصف'), ('بغارة جوية', 'طائرة مسيّرة استهدفت {}', 'القصف')]
DAYS = {'': '2023-05-10', 'اليوم': '2023-05-10', 'أمس الثلاثاء': '2023-05-09', 'مساء أمس': '2023-05-09', 'اليوم الأربعاء': '2023-05-10', 'الثلاثاء': '2023-05-09'}
SOURCES = ['وقال مصدر محلي إن {}', 'وأفادت مصادر محلية بأن {}', 'وذكرت شبكة "نهر ميديا" أن {}', 'وبحسب مصادر محلية، فإن {}', 'وأضاف المصدر أن {}']
ASIDES = ['', 'ولم تتبن أي جهة {} حتى لحظة إعداد الخبر.', 'وتشهد المنطقة هجمات متكررة تستهدف عناصر النظام وقسد.', 'ونُقل المصابون إلى مشفى مدينة الحسكة.',
          'وعقب {}، فرضت القوات طوقاً أمنياً في المكان.', 'وأضاف أن حالة أحد الجرحى خطرة.', 'وأكدت المصادر أن القتلى من أبناء مدينة الحسكة.',
          'وأدى {} أيضاً إلى أضرار مادية.']
EARLIER = [('', None, 0), ('وكان قُتل قبل يومين عنصر بهجوم مماثل في مدينة البصيرة.', 'البصيرة', 1),
           ('وفي 3 أيار الجاري، قُتل شخصان برصاص مجهولين في بلدة ذيبان.', 'ذيبان', 2),
           ('وسبق أن قُتل عنصر الشهر الماضي بهجوم في مدينة البصيرة.', 'البصيرة', 1),
           ('ويأتي الهجوم بعد أيام من مقتل عنصر بهجوم مسلح في مدينة البصيرة.', 'البصيرة', 1)]


def reports(rnd):
    town, how, day = rnd.choice(AREAS), rnd.choice(HOW), rnd.choice(list(DAYS))
    n, m, who, whom = rnd.choice(((3, 0, 'ثلاثة عناصر', '3 عناصر'), (2, 1, 'عنصران وأصيب آخر', 'عنصرين وإصابة آخر'),
                                  (5, 4, 'خمسة عناصر وأصيب أربعة آخرون', '5 عناصر وإصابة 4 آخرين'), (1, 0, 'شاب', 'شاب')))
    lead = 'قُتل %s%s %s %s.' % (who, ' ' + day if day else '', how[0], rnd.choice((town[2], 'في ' + town[3], 'في ريف ' + town[3])))
    details = rnd.choice(SOURCES).format(how[1].format(rnd.choice(('سيارة عسكرية', 'دورية', 'سيارتهم')))) + ' في ' + town[0]
    details += rnd.choice(('', '، ما أدى إلى مقتل ' + whom, '، دون معرفة الجهة المنفذة')) + '.'
    earlier = rnd.choice(EARLIER)
    text = rnd.choice('\n ').join(part for part in (lead, details, rnd.choice(ASIDES).format(how[2]), earlier[0]) if part)
    told = [dict(place=town[1], killed=n, injured=m, day=DAYS[day], background=False)]
    if earlier[1]:
        told.append(dict(place=earlier[1], killed=earlier[2], background=True))
    return text, told


KINDS = {
    'Arrests': ['اعتقلت قسد ثلاثة شبان في {}.', 'اعتقال ثلاثة شبان في {}', 'ألقت قوى الأمن القبض على عنصر من داعش في {}.', 'أوقفت قوى الأمن الداخلي شخصين في {}.'],
    'Abduction/forced disappearance': ['خطف مجهولون شاباً في {}.', 'اختطاف طبيب في {}', 'فُقد راعي أغنام في {}.', 'اختفاء شاب في ظروف غامضة في {}'],
    'Remote explosive/landmine/IED': ['انفجرت عبوة ناسفة في {}.', 'قُتل طفل بانفجار لغم في {}.', 'انفجار دراجة مفخخة في {}', 'انفجر جسم غريب بطفلين في {}.'],
    'Suicide bomb': ['فجر انتحاري نفسه في {}.', 'تفجير انتحاري في {}'],
    'Air/drone strike': ['شن الطيران الحربي غارات على {}.', 'قصفت طائرة مسيرة سيارة في {}.', 'ألقت مروحيات براميل متفجرة على {}.', 'غارة للتحالف الدولي على {}'],
    'Shelling/artillery/missile attack': ['قصف مدفعي على {}', 'سقطت قذيفة هاون على {}.', 'استهدفت قوات النظام بالصواريخ {}.'],
    'Attack': ['قُتل شاب برصاص مجهولين في {}.', 'العثور على جثة شاب مقتول في {}', 'أعدم تنظيم داعش مدنيين في {}.', 'هجوم لداعش على رعاة أغنام في {}'],
    'Armed clash': ['اندلعت اشتباكات بين قسد ومسلحين في {}.', 'قُتل عنصر من قسد برصاص مجهولين في {}.', 'هجوم على نقطة لقسد في {}', 'اقتتال عشائري في {}'],
    'Peaceful protest': ['خرجت مظاهرة في {} ضد قسد.', 'وقفة احتجاجية في {}', 'تظاهر العشرات في {} احتجاجاً على سوء الخدمات.'],
    'Looting/property destruction': ['سرق مسلحون قطيع أغنام في {}.', 'أحرق مجهولون محاصيل زراعية في {}.', 'أضرم مجهولون النار في منزل في {}.'],
    'Other': ['وصلت تعزيزات عسكرية إلى {}.', 'نفذت قوات النظام حملة تمشيط في {}.'],
    'Disrupted weapons use': ['فككت فرق الهندسة عبوة ناسفة في {}.', 'أحبطت القوات محاولة تهريب أسلحة في {}.'],
    'Government regains territory': ['سيطرت قوات النظام على {}.'],
    'Non-state actor overtakes territory': ['سيطر تنظيم داعش على {}.'],
    '': ['نفت قسد وقوع هجوم في {}.', 'تعتزم قسد إطلاق عملية عسكرية في {}.', 'تخوف من هجوم لداعش في {}.', 'تستعد قوات النظام لشن هجوم على {}.',
         'تشهد {} هجمات متكررة بين الحين والآخر.', 'عقد وجهاء اجتماعاً في {}.', 'توفي شخص بحادث سير في {}.', 'انفجرت أسطوانة غاز في منزل في {}.',
         'لا صحة لأنباء عن انفجار في {}.', 'عاد عشرات النازحين إلى {}.', 'ارتفاع أسعار الخبز في {}'],
}


def kinds(rnd):
    kind = rnd.choice(list(KINDS))
    town = rnd.choice((('بلدة الشحيل', 'الشحيل'), ('مدينة الميادين', 'الميادين'), ('بادية السخنة', 'السخنة')))
    return rnd.choice(KINDS[kind]).format(town[0]), [dict(place=town[1], kind=kind)] if kind else []


FIELDS = {'killed': 'fatalities', 'injured': 'injuries', 'day': 'event_date', 'background': 'background', 'kind': 'sub_event_type'}


def agrees(told, coded):
    if told['place'] not in (coded['location_ar'] or ''):
        return False
    return all((coded[FIELDS[key]] or 0) == value if key in ('killed', 'injured') else coded[FIELDS[key]] == value
               for key, value in told.items() if key != 'place')


def run(kharita, family, count, seed, show):
    rnd = random.Random('%s %d' % (family.__name__, seed))
    made = [family(rnd) for _ in range(count)]
    answers = extracted.incidents(kharita, [{'text': text, 'published': PUBLISHED} for text, _ in made])
    wrong = []
    for (text, told), coded in zip(made, answers):
        if len(coded) != len(told) or not all(map(agrees, told, coded)):
            wrong.append((text, [(i['sub_event_type'], i['location_ar'], i['event_date'], i['fatalities'], i['injuries']) for i in coded]))
    for text, coded in wrong[:show]:
        print('  %s\n    %s' % (text.replace('\n', ' | '), coded))
    return 1 - len(wrong) / count


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--kharita', required=True)
    parser.add_argument('--count', type=int, default=1500, help='texts of each family')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--show', type=int, default=5, help='wrong ones that are shown, of each family')
    args = parser.parse_args()
    low = False
    for family in (tolls, attacks, pairs, reports, kinds):
        share = run(args.kharita, family, args.count, args.seed, args.show)
        limit = LIMITS[family.__name__]
        low |= share < limit
        print('%-8s %.4f of %d texts, at least %.3f%s' % (family.__name__, share, args.count, limit, '' if share >= limit else ': LOW'))
    return 1 if low else 0


if __name__ == '__main__':
    sys.exit(main())
