#!/usr/bin/env python3
"""Reads the pages with `kharita read` and measures against gold.json: words kept, foreign words, dates, titles; ends with
status 1 below a threshold.   score_pages.py KHARITA DIR [--each]"""
import collections
import json
import os
import re
import subprocess
import sys

KEPT, FOREIGN, RIGHT = 0.97, 0.02, 0.95


def words(text):
    return collections.Counter(re.findall(r"\w+", text))


def main():
    program, folder = sys.argv[1:3]
    each = "--each" in sys.argv
    with open(os.path.join(folder, "gold.json"), encoding="utf-8") as f:
        gold = json.load(f)
    run = subprocess.run([program, "read", "-q", "--any-language", "--include", "*.html", folder], capture_output=True, check=False)
    read = {}
    for line in run.stdout.decode("utf-8").splitlines():
        article = json.loads(line)
        read[os.path.basename(article["path"])] = article
    kept = total = foreign = out = dates = titles = urls = 0
    for g in gold:
        a = read.get(g["file"], {"text": "", "title": None, "published": None, "url": None})
        want, got = words(" ".join(g["text"])), words(a["text"])
        common = sum((want & got).values())
        kept, total = kept + common, total + sum(want.values())
        extra = sum(got.values()) - common
        foreign, out = foreign + extra, out + sum(got.values())
        date = (a["published"] or "")[:10] or None
        right = date == g["published"], (a["title"] or "").strip() == g["title"], g["url"] in (None, a["url"])
        dates, titles, urls = dates + right[0], titles + right[1], urls + right[2]
        if each and (common < sum(want.values()) or extra or not all(right)):
            print(f"{g['file']}: kept {common}/{sum(want.values())}, foreign {extra}, date {date} for {g['published']}, title {a['title']!r}, url {right[2]}")
            print("   lost:", " ".join((want - got).elements())[:300])
            print("   foreign:", " ".join((got - want).elements())[:300])
    n = len(gold)
    figures = kept / total, foreign / max(out, 1), dates / n, titles / n, urls / n
    print(f"{n} pages: words kept {figures[0]:.4f}, foreign {figures[1]:.4f}, dates {figures[2]:.3f}, titles {figures[3]:.3f}, addresses {figures[4]:.3f}")
    ok = figures[0] >= KEPT and figures[1] <= FOREIGN and all(f >= RIGHT for f in figures[2:])
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
