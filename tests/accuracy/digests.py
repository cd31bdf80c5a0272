#!/usr/bin/env python3
"""Digests: lines of one event each, headed by their town or naming it last, in the marks that posts use.

digests.py --kharita PROGRAM [--show N]

Every line stands once in every style, beside others drawn by a fixed seed, and must come out at its town with its type, its dead and its wounded.
Exit status 1 where more than LIMIT of the lines do not.
"""
import random
import sys

import extracted

PUBLISHED = '2023-08-11'
LIMIT = 5
A_DIGEST = 6

TOWNS = ['الشحيل', 'ذيبان', 'البصيرة', 'هجين', 'الباغوز', 'غرانيج', 'الميادين', 'القورية', 'الكرامة', 'الطبقة', 'سلوك', 'السخنة', 'تلبيسة',
         'الرستن', 'عين عيسى', 'تل أبيض', 'رأس العين', 'البوكمال', 'العشارة', 'صبيخان']
HEADINGS = ['أبرز أحداث اليوم الجمعة 11 آب 2023', 'ملخص أحداث المنطقة الشرقية – 11/8/2023', 'نشرة المساء']
STYLES = ['- {town}: {event}', '• {town} : {event}', '{town}: {event}.', '🔴 {town}: {event}', '▪️ {event} في {town}', '- {event} في {town}']

# type (a part of the sub-event type), killed, wounded, line
EVENTS = [
    ('Other', None, None, 'تعزيزات من وزارة الدفاع تصل إلى أطراف المدينة'),
    ('Other', None, None, 'وصول رتل عسكري لقسد قادم من الحسكة'),
    ('Non-violent transfer', None, None, 'انسحاب قسد من نقطتين'),
    ('Other', None, None, 'رتل للتحالف يدخل البلدة برفقة مروحيتين'),
    ('Arrests', None, None, 'قسد تعتقل خمسة شبان بعد مداهمة منازلهم'),
    ('Arrests', None, None, 'اعتقال ثلاثة أشخاص بتهمة الانتماء للتنظيم'),
    ('Arrests', None, None, 'الأمن العام يلقي القبض على مطلوب'),
    ('Arrests', None, None, 'حملة اعتقالات تطال سبعة شبان'),
    ('Arrests', None, None, 'دورية للأمن العسكري تعتقل شابين على حاجز المدخل الشرقي'),
    ('Arrests', None, None, 'الشرطة العسكرية توقف شابين للتجنيد'),
    ('Arrests', None, None, 'توقيف سائق شاحنة مهربات'),
    ('Attack', 1, None, 'اغتيال عضو مجلس محلي برصاص مجهولين'),
    ('Attack', 1, None, 'مقتل شاب برصاص مجهولين'),
    ('Attack', 1, None, 'مجهولون يطلقون النار على شاب ويردونه قتيلاً'),
    ('Attack', 1, None, 'العثور على جثة مجهولة الهوية'),
    ('Attack', 2, None, 'العثور على جثتين لرجلين قرب النهر'),
    ('Attack', 1, 1, 'رصاص مجهولين يقتل رجلاً ويصيب ابنه'),
    ('Attack', None, 1, 'إصابة طفل برصاص طائش'),
    ('Attack', 1, None, 'وفاة شاب تحت التعذيب في سجن لقسد'),
    ('Attack', None, 1, 'نجاة مدرس من محاولة اغتيال وإصابته في ساقه'),
    ('Remote explosive', 1, 2, 'انفجار لغم بسيارة مدنية، قتيل وجريحان'),
    ('Remote explosive', 3, None, 'انفجار عبوة بدورية، ثلاثة قتلى'),
    ('Remote explosive', None, 4, 'عبوة ناسفة تنفجر بآلية لقسد: 4 جرحى'),
    ('Grenade', None, 1, 'قنبلة يدوية على منزل مختار وإصابة حارسه'),
    ('Grenade', 0, 0, 'مجهولون يلقون قنبلة صوتية على منزل تاجر ولا إصابات'),
    ('Remote explosive', 2, 5, 'دراجة مفخخة تنفجر في السوق، قتيلان و5 جرحى'),
    ('Remote explosive', 1, None, 'لغم من مخلفات الحرب يودي بحياة راعٍ'),
    ('Shelling', None, 3, 'سقوط قذائف هاون على الأحياء السكنية وإصابة ثلاثة مدنيين'),
    ('Shelling', 2, None, 'قصف مدفعي، شهيدان'),
    ('Shelling', None, None, 'قصف صاروخي على أطراف البلدة'),
    ('Shelling', 1, 4, 'مدفعية النظام تقصف الحي الشرقي: شهيد وأربعة جرحى'),
    ('Shelling', 0, 0, 'أربع قذائف على محيط المدينة دون إصابات'),
    ('Shelling', None, None, 'رشقة صاروخية على القاعدة الأمريكية'),
    ('Air/drone', 4, 7, 'غارة لطيران التحالف: أربعة شهداء وسبعة جرحى'),
    ('Air/drone', 1, None, 'مسيّرة تستهدف سيارة قيادي وتقتله'),
    ('Air/drone', 2, None, 'طائرة مسيّرة تركية تستهدف سيارة ومقتل عنصرين'),
    ('Air/drone', None, None, 'غارات روسية مكثفة على البادية المحيطة'),
    ('Air/drone', 6, None, 'الطيران الحربي يستهدف السوق واستشهاد ستة مدنيين'),
    ('Armed clash', 2, 3, 'هجوم على حاجز لقسد، قتيلان وثلاثة جرحى من عناصره'),
    ('Armed clash', 1, None, 'مقتل عنصر من قسد بهجوم مسلح'),
    ('Armed clash', None, 2, 'إصابة عنصرين من الأمن العام بإطلاق نار على دوريتهم'),
    ('Armed clash', None, None, 'اشتباكات بين قسد ومقاتلي العشائر'),
    ('Armed clash', None, None, 'اشتباك عائلي بالأسلحة الرشاشة'),
    ('Armed clash', 5, None, 'كمين للتنظيم يودي بخمسة من جنود النظام'),
    ('Armed clash', 0, 0, 'استهداف نقطة لقسد بقذيفة آر بي جي دون خسائر'),
    ('Armed clash', 3, None, 'تصدي قسد لهجوم وسقوط ثلاثة قتلى من المهاجمين'),
    ('Peaceful protest', None, None, 'مظاهرة ضد الفساد وغلاء المعيشة'),
    ('Peaceful protest', None, None, 'وقفة احتجاجية للمعلمين'),
    ('Peaceful protest', None, None, 'أهالي البلدة يتظاهرون رفضاً للتجنيد'),
    ('Peaceful protest', None, None, 'إضراب عام وإغلاق المحال'),
    ('Peaceful protest', None, None, 'محتجون يقطعون الطريق العام بالإطارات'),
    ('Abduction', None, None, 'خطف تاجر على طريق المدينة'),
    ('Abduction', None, None, 'مجهولون يخطفون طفلاً من أمام مدرسته'),
    ('Abduction', None, None, 'فقدان الاتصال بثلاثة شبان'),
    ('Looting', None, None, 'إحراق بئر نفط من قبل مجهولين'),
    ('Looting', None, None, 'سرقة محول كهرباء'),
    ('Looting', None, None, 'قسد تصادر عشر سيارات'),
    ('Disrupted', None, None, 'ضبط شحنة أسلحة معدة للتهريب'),
    ('Agreement', None, None, 'اتفاق صلح بين عشيرتين'),
    ('Other', None, None, 'الإفراج عن عشرين موقوفاً'),
    ('Other', None, None, 'قسد تفرج عن دفعة من المعتقلين'),
    ('Other', None, None, 'قسد تداهم منازل وتفتشها'),
]


def digests():
    """Pairs of a text and its lines: (town, event)."""
    draw = random.Random(3)
    for style in STYLES:
        events = draw.sample(EVENTS, len(EVENTS))
        for i in range(0, len(events), A_DIGEST):
            lines = list(zip(draw.sample(TOWNS, A_DIGEST), events[i:i + A_DIGEST]))
            body = '\n'.join(style.format(town=town, event=event[3]) for town, event in lines)
            yield draw.choice(HEADINGS) + '\n' + body, lines


def key(name):
    return name.replace('أ', 'ا')


def main():
    options = extracted.options(__doc__)
    asked = list(digests())
    answers = extracted.incidents(options.kharita, [{'text': text, 'published': PUBLISHED} for text, _ in asked])
    wrong, n = [], 0
    for (_, lines), incidents in zip(asked, answers):
        free = list(incidents)
        for town, (kind, killed, wounded, line) in lines:
            n += 1
            own = next((i for i in free if any(key(p['name_ar']) == key(town) for p in i['places'])), None)
            coded = own and (own['sub_event_type'], own['fatalities'], own['injuries'])
            if own:
                free.remove(own)
            if not own or kind not in coded[0] or coded[1:] != (killed, wounded):
                wrong.append((town, line, (kind, killed, wounded), coded))
        wrong += [(i['location_ar'], 'no line tells it', None, i['sub_event_type']) for i in free]
    for town, line, told, coded in wrong[:options.show]:
        print('  %s: %s\n    told %s\n    coded %s' % (town, line, told, coded))
    print('%d lines of digests, %d wrong, at most %d' % (n, len(wrong), LIMIT))
    return len(wrong) > LIMIT


if __name__ == '__main__':
    sys.exit(main())
