#!/usr/bin/env python3
"""What each side of a fight lost, told beside each other: the incident's dead (or wounded) are the sum.

sides.py --kharita PROGRAM [--show N]

A fight between two sides, the loss of the first in every wording, that of the second in every wording behind it: in one sentence,
and in the next. Sides and numbers are drawn by a fixed seed. Exit status 1 where more than LIMIT of the texts come out otherwise.
"""
import random
import sys

import extracted

PUBLISHED = '2023-08-11'
LIMIT = 2
ROUNDS = 3

# name, "its fighters", "its members"
SIDES = [('قسد', 'مقاتليها', 'عناصرها'), ('التنظيم', 'مقاتليه', 'عناصره'), ('قوات النظام', 'جنودها', 'عناصرها'),
         ('الجيش الوطني', 'مقاتليه', 'عناصره'), ('مقاتلي العشائر', 'رجالهم', 'أبنائهم'), ('الفصائل', 'مقاتليها', 'عناصرها')]
NUMBERS = [('ثلاثة', 3), ('أربعة', 4), ('خمسة', 5), ('ستة', 6), ('سبعة', 7), ('ثمانية', 8), ('تسعة', 9)]
FIGHTS = ['اندلعت اشتباكات بين {a} و{b} في بلدة الشحيل', 'هاجم عناصر من {b} نقطة تتبع إلى {a} في بلدة الشحيل',
          'شهدت بلدة الشحيل معارك بين {a} و{b}', 'سيطر عناصر {a} على بلدة الشحيل بعد معارك مع {b}']
FIRST = ['أسفرت عن مقتل {n} عناصر من {a}', 'أدت إلى مقتل {n} من عناصر {a}', 'خلفت {n} قتلى من {a}', 'انتهت بمقتل {n} من {a}',
         'قُتل فيها {n} من عناصر {a}', 'سقط فيها {n} قتلى من {a}', 'راح ضحيتها {n} من عناصر {a}', 'كلفت {a} {n} قتلى',
         'خسر فيها {a} {n} من {a1}', 'تسببت بسقوط {n} قتلى في صفوف {a}']
SECOND = ['، و{m} من {b}', '، وقُتل {m} من {b}', '، فيما قُتل {m} من عناصر {b}', '، بينما خسر {b} {m} من {b1}', '، مقابل {m} من {b}',
          '، إضافة إلى {m} من عناصر {b}', '، ومقتل {m} من {b}', '، و{m} قتلى من {b}', '، فيما شيّع {b} {m} من {b1}',
          '، في حين فقد {b} {m} من {b1}', ' و{m} من {b}', ' مقابل مقتل {m} من {b}', '، كما قُتل {m} من {b}', '، وأقر {b} بمقتل {m} من {b1}',
          '، وسقط من {b} {m} قتلى', '. وقُتل {m} من {b} في الاشتباكات ذاتها', '. في المقابل، قُتل {m} من عناصر {b}',
          '. أما {b} فخسر {m} من {b1}', '. واعترف {b} بمقتل {m} من {b1}', '. ونعى {b} {m} من {b1}', '. وبلغت خسائر {b} {m} قتلى']
HURT = [('أسفرت عن جرح {n} عناصر من {a}', '، و{m} من {b}'), ('أدت إلى إصابة {n} من عناصر {a}', '، فيما أصيب {m} من عناصر {b}'),
        ('خلفت {n} جرحى من {a}', '، و{m} جرحى من {b}'), ('جُرح فيها {n} من {a}', '، كما جُرح {m} من {b}'),
        ('أصيب فيها {n} من عناصر {a}', '، وإصابة {m} من {b}')]


def texts():
    """Triples of a text, its dead and its wounded."""
    draw = random.Random(7)

    def told(first, second):
        a, b = draw.sample(SIDES, 2)
        n, m = draw.sample(NUMBERS, 2)
        names = {'a': a[0], 'a1': a[1], 'b': b[0], 'b1': b[2], 'n': n[0], 'm': m[0]}
        return (draw.choice(FIGHTS) + '، ' + first + second + '.').format(**names), n[1] + m[1]

    for _ in range(ROUNDS):
        for first in FIRST:
            for second in SECOND:
                text, total = told(first, second)
                yield text, total, None
        for first, second in HURT:
            text, total = told(first, second)
            yield text, None, total


def main():
    options = extracted.options(__doc__)
    asked = list(texts())
    answers = extracted.incidents(options.kharita, [{'text': text, 'published': PUBLISHED} for text, _, _ in asked])
    wrong = []
    for (text, dead, hurt), incidents in zip(asked, answers):
        coded = [(i['fatalities'], i['injuries']) for i in incidents]
        if coded != [(dead, hurt)]:
            wrong.append((text, (dead, hurt), coded))
    for text, told, coded in wrong[:options.show]:
        print('  %s\n    told %s\n    coded %s' % (text, told, coded))
    print('%d texts of two sides, %d wrong, at most %d' % (len(asked), len(wrong), LIMIT))
    return len(wrong) > LIMIT


if __name__ == '__main__':
    sys.exit(main())
