#!/usr/bin/env python3
"""Two and three events in one text, joined by every word that news join them with, and tolls told a sentence later.

joined.py --kharita PROGRAM [--show N]

Each event is told in two orders: by its verb, and with its subject first, as it stands behind "that". Every pair is joined in both orders by
every connective, and triples are drawn by a fixed seed. A toll is told in a sentence of its own, by the noun of its deed, behind that deed or
behind another. Each event must come out at its place with its own dead and wounded. Exit status 1 where more than LIMIT of the texts do not.
"""
import itertools
import random
import sys

import extracted

PUBLISHED = '2023-08-11'
TRIPLES = 400
LIMIT = 0

# verb first, subject first, place, killed, wounded
EVENTS = [
    ('انفجر لغم أرضي في بلدة هجين وقتل راعيين',
     'لغماً أرضياً انفجر في بلدة هجين وقتل راعيين', 'هجين', 2, None),
    ('قصفت طائرات حربية بلدة السوسة ما أدى إلى مقتل ثلاثة مدنيين وإصابة خمسة',
     'طائرات حربية قصفت بلدة السوسة ما أدى إلى مقتل ثلاثة مدنيين وإصابة خمسة', 'السوسة', 3, 5),
    ('اغتال مجهولون شاباً في بلدة ذيبان',
     'مجهولين اغتالوا شاباً في بلدة ذيبان', 'ذيبان', 1, None),
    ('أصيب أربعة عناصر من قسد بهجوم على حاجز في بلدة الصور',
     'أربعة عناصر من قسد أصيبوا بهجوم على حاجز في بلدة الصور', 'الصور', None, 4),
    ('اعتقلت قوات الأمن سبعة أشخاص في مدينة الميادين',
     'قوات الأمن اعتقلت سبعة أشخاص في مدينة الميادين', 'الميادين', None, None),
    ('سقطت قذائف هاون على بلدة تلبيسة وأوقعت قتيلاً وثلاثة جرحى',
     'قذائف هاون سقطت على بلدة تلبيسة وأوقعت قتيلاً وثلاثة جرحى', 'تلبيسة', 1, 3),
    ('خطف مسلحون تاجراً في بلدة الشحيل',
     'مسلحين خطفوا تاجراً في بلدة الشحيل', 'الشحيل', None, None),
    ('عُثر على جثة رجل في بلدة الكسرة',
     'الأهالي عثروا على جثة رجل في بلدة الكسرة', 'الكسرة', 1, None),
    ('شنت طائرة مسيّرة غارة على سيارة في بلدة سلوك قُتل فيها قيادي',
     'طائرة مسيّرة شنت غارة على سيارة في بلدة سلوك قُتل فيها قيادي', 'سلوك', 1, None),
    ('اندلعت اشتباكات بين الجيش وعناصر التنظيم في بلدة معدان خلفت تسعة قتلى من الطرفين',
     'اشتباكات اندلعت بين الجيش وعناصر التنظيم في بلدة معدان خلفت تسعة قتلى من الطرفين', 'معدان', 9, None),
    ('خرجت مظاهرة في بلدة أبو حمام',
     'مظاهرة خرجت في بلدة أبو حمام', 'أبو حمام', None, None),
    ('استهدفت مدفعية الجيش بلدة الفرقلس دون وقوع إصابات',
     'مدفعية الجيش استهدفت بلدة الفرقلس دون وقوع إصابات', 'الفرقلس', 0, 0),
    ('قُتل طفل وأصيبت والدته جراء انفجار عبوة ناسفة في مدينة الطبقة',
     'طفلاً قُتل وأصيبت والدته جراء انفجار عبوة ناسفة في مدينة الطبقة', 'الطبقة', 1, 1),
    ('لقي عشرة عمال حتفهم بهجوم على حافلتهم قرب بلدة أثريا',
     'عشرة عمال لقوا حتفهم بهجوم على حافلتهم قرب بلدة أثريا', 'أثريا', 10, None),
]

# {0}, {1}: verb first; {2}, {3}: subject first
JOINED = ['{0}. {1}.', '{0}، و{1}.', '{0}؛ و{1}.', '{0}، كما {1}.', '{0}، كذلك {1}.', '{0}؛ كذلك {1}.', '{0}، فيما {1}.', '{0}، بينما {1}.',
          '{0}، في حين {1}.', '{0}، بالتزامن مع ذلك {1}.', '{0}، وفي غضون ذلك {1}.', '{0}، وفي وقت لاحق {1}.', '{0}، وبعدها بساعات {1}.',
          '{0}. وفي سياق متصل، {1}.', '{0}. من جهة أخرى، {1}.', '{0}. إلى ذلك، {1}.', 'أبرز الأحداث:\n- {0}\n- {1}',
          'شهد أمس أحداثاً عدة حيث {0}، و{1}.', '{0}، كما ذكرت المصادر أن {3}.', 'وقالت مصادر محلية إن {2}، وإن {3}.',
          'أفاد مراسلنا أن {2}، وأن {3}.', 'أفاد المرصد بأن {2}، وبأن {3}.', 'قال المرصد إن {2}، مضيفاً أن {3}.', 'قال المرصد إن {2}. وأضاف أن {3}.']
THREE = '{0}، و{1}، كما {2}.'

# told without a toll, the noun that names the deed, the place
BARE = [
    ('انفجرت عبوة ناسفة بسيارة في بلدة هجين', 'الانفجار', 'هجين'),
    ('قصفت طائرات حربية بلدة السوسة', 'القصف', 'السوسة'),
    ('هاجم مسلحون حاجزاً لقسد في بلدة الصور', 'الهجوم', 'الصور'),
    ('شنت طائرة مسيّرة غارة على منزل في بلدة سلوك', 'الغارة', 'سلوك'),
    ('اندلعت اشتباكات بين الجيش والتنظيم في بلدة معدان', 'الاشتباكات', 'معدان'),
    ('وقعت دورية للجيش بكمين قرب مدينة السخنة', 'الكمين', 'السخنة'),
    ('استهدفت مدفعية الجيش بلدة الفرقلس', 'القصف المدفعي', 'الفرقلس'),
]
TOLLS = ['وأسفر {} عن مقتل ثلاثة أشخاص وإصابة خمسة.', 'وقُتل في {} ثلاثة أشخاص وأصيب خمسة.',
         'وأدى {} إلى سقوط ثلاثة قتلى وخمسة جرحى.', 'وخلّف {} ثلاثة قتلى وخمسة جرحى، وفق مصدر طبي.',
         'وقال مصدر طبي إن ثلاثة أشخاص قُتلوا وأصيب خمسة في {}.', 'وبلغت حصيلة {} ثلاثة قتلى وخمسة جرحى.']
MANY = ('الهجوم', 'القصف', 'الغارة')  # may name the other deed as well


def later():
    """A toll behind its own deed, told last; behind it and before another; and behind another, by the noun that only one deed bears."""
    for a, b in itertools.permutations(BARE, 2):
        told = (None, None, a[2], 3, 5), (None, None, b[2], None, None)
        if a[1].split()[0] == b[1].split()[0]:
            continue
        for toll in TOLLS:
            yield '%s أمس. و%s. %s' % (b[0], a[0], toll.format(a[1])), told
            yield '%s أمس. %s و%s.' % (a[0], toll.format(a[1]), b[0]), told
            if a[1].split()[0] not in MANY:
                yield '%s أمس. و%s. %s' % (a[0], b[0], toll.format(a[1])), told


def texts():
    """Pairs of a text and its events."""
    yield from later()
    for a, b in itertools.permutations(EVENTS, 2):
        for join in JOINED:
            yield join.format(a[0], b[0], a[1], b[1]), (a, b)
    for three in random.Random(1).sample(list(itertools.permutations(EVENTS, 3)), TRIPLES):
        yield THREE.format(*(e[0] for e in three)), three


def main():
    options = extracted.options(__doc__)
    asked = list(texts())
    wrong = []
    answers = extracted.incidents(options.kharita, [{'text': text, 'published': PUBLISHED} for text, _ in asked])
    for (text, events), incidents in zip(asked, answers):
        told = sorted(((e[2], e[3], e[4]) for e in events), key=str)
        coded = sorted(((i['location_ar'], i['fatalities'], i['injuries']) for i in incidents), key=str)
        if coded != told:
            wrong.append((text, told, coded))
    for text, told, coded in wrong[:options.show]:
        print('  %s\n    told %s\n    coded %s' % (text, told, coded))
    print('%d texts of joined events, %d wrong, at most %d' % (len(asked), len(wrong), LIMIT))
    return len(wrong) > LIMIT


if __name__ == '__main__':
    sys.exit(main())
