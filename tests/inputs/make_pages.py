#!/usr/bin/env python3
"""Writes tests/data/inputs/html: 60 pages in the markup of a dozen and more kinds of news site, and gold.json with what is to
be read from them. Deterministic: the committed pages are what it writes.   make_pages.py DIR"""
import html
import json
import os
import random
import sys

import page_bank as bank
import page_templates as templates

MONTHS = ["كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"]
MONTHS_2 = ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"]
WEEKDAYS = ["الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]


class Article:
    """One article: blocks of ("p", text), ("h2", text), ("quote", text), ("list", items), ("lines", lines), ("table", rows)."""

    def __init__(self, number):
        import datetime
        r = self.random = random.Random(9000 + number)
        self.number = number
        a, b = r.sample(bank.PLACES, 2)
        self.fill = lambda s: s.format(a=a, b=b, n=r.choice(bank.NUMBERS), day=r.choice(bank.DAYS))
        kind = number % len(bank.LEADS)
        self.title = self.fill(bank.TITLES[kind])
        n = [1, 2, 4, 6, 9, 14][number % 6]
        body = r.sample(bank.BODY, n)
        self.blocks = [("p", self.fill(bank.LEADS[kind]))] + [("p", self.fill(s)) for s in body]
        if number % 5 == 1 and n > 3:
            self.blocks.insert(3, ("quote", r.choice(bank.QUOTES)))
        if number % 7 == 2 and n > 3:
            self.blocks.insert(4, ("list", [self.fill(s) for s in r.sample(bank.ITEMS, 4)]))
        if number % 9 == 4:
            self.blocks.append(("table", [["المنطقة", "قتلى", "جرحى"]] + [[p, str(r.randint(1, 9)), str(r.randint(1, 20))] for p in r.sample(bank.PLACES, 4)]))
        if number % 4 == 3 and n > 5:
            self.blocks.insert(5, ("h2", self.fill("خلفية التوتر في {a}")))
        if number % 6 == 4:
            self.blocks.insert(2, ("lines", [self.fill(s) for s in r.sample(bank.ITEMS, 3)]))
        self.date = datetime.datetime(2019 + number % 6, 1 + number * 5 % 12, 1 + number * 7 % 28, 8 + number % 12, 10 + number % 45)
        self.updated = self.date + datetime.timedelta(days=3)
        self.outlet = bank.OUTLETS[number % len(bank.OUTLETS)]
        self.url = f"https://news{number % 9}.example.org/{self.date:%Y}/{number:04d}"
        self.has_date = True
        self.ads_inside = number % 2 == 1

    def iso(self, d=None):
        return (d or self.date).strftime("%Y-%m-%dT%H:%M:%S+03:00")

    def shown(self, style=0, d=None):
        d = d or self.date
        text = [f"{d.day} {MONTHS[d.month - 1]} {d.year}", f"{d.day} {MONTHS_2[d.month - 1]}/{MONTHS[d.month - 1]} {d.year}", f"{d.day:02d}/{d.month:02d}/{d.year}",
                f"{WEEKDAYS[d.weekday()]} {d.day} {MONTHS_2[d.month - 1]} {d.year}", f"{d.year}.{d.month:02d}.{d.day:02d} | {d:%H:%M} دمشق",
                f"{d.day}-{d.month}-{d.year}"][style]
        if style == 3:
            text = text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
        return text

    def text(self):
        out = []
        for kind, value in self.blocks:
            if kind == "table":
                out.extend(" ".join(row) for row in value)
            else:
                out.extend(value if isinstance(value, list) else [value])
        return out


def main(folder):
    os.makedirs(folder, exist_ok=True)
    gold = []
    names = sorted(templates.ALL)
    for number in range(60):
        name = names[number % len(names)]
        article = Article(number)
        page = templates.ALL[name](article)
        charset = "utf-8"
        if name in ("table_2012", "aspnet") and number % 2:
            charset = "windows-1256"
            page = page.replace("charset=utf-8", "charset=windows-1256")
        file = f"{number:02d}_{name}.html"
        with open(os.path.join(folder, file), "wb") as f:
            f.write(page.encode(charset, "xmlcharrefreplace"))
        gold.append({"file": file, "title": article.title, "published": f"{article.date:%Y-%m-%d}" if article.has_date else None,
                     "url": None if name == "table_2012" else article.url, "text": article.text()})
    with open(os.path.join(folder, "gold.json"), "w", encoding="utf-8") as f:
        json.dump(gold, f, ensure_ascii=False, indent=1)
        f.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
