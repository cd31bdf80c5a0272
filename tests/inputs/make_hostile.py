#!/usr/bin/env python3
"""Writes 200 hostile inputs into a folder, the same ones each time: handmade ones, then mutations of good inputs of every
kind.   make_hostile.py DIR"""
import gzip
import io
import os
import random
import sys
import tarfile
import zipfile

TEXT = "شن مسلحون هجوماً على نقطة عسكرية في بلدة الشولا جنوب دير الزور، وقتل عنصران. "
PAGE = ('<!DOCTYPE html><html><head><meta charset="utf-8"><title>هجوم</title><script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2021-09-18"}</script></head>'
        f'<body><h1>هجوم</h1><div class="entry-content"><p>{TEXT}</p><table><tr><td>ا</td></tr></table></div></body></html>')
RSS = f'<?xml version="1.0"?><rss><channel><title>ش</title><item><title>ع</title><link>https://x.example/1</link><pubDate>Sat, 18 Sep 2021 23:10:00 +0300</pubDate><description>{TEXT}</description></item></channel></rss>'
JSON = '{"text": "%s", "title": "ع", "date": "2021-09-18"}\n' % TEXT
CSV = f'title,text,date\nع,"{TEXT}",2021-09-18\n'


def warc(body=PAGE.encode()):
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    return b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://x.example/w\r\nWARC-Date: 2021-09-20T10:00:00Z\r\nContent-Length: %d\r\n\r\n" % len(body) + body + b"\r\n\r\n"


def zipped(name="a.txt", data=TEXT.encode(), **more):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(name, data)
        for key, value in more.items():
            z.writestr(key, value)
    return out.getvalue()


def tarred(name="a.txt", data=TEXT.encode(), kind=tarfile.REGTYPE, link=""):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as t:
        info = tarfile.TarInfo(name)
        info.size, info.type, info.linkname = len(data), kind, link
        t.addfile(info, io.BytesIO(data))
    return out.getvalue()


def handmade():
    deep = 100000
    text = TEXT.encode()
    nest = text
    for _ in range(20):
        nest = zipped("n", nest)
    yield from [
        b"", b"\0", b"\n" * 5000, b"\xff\xfe", b"\xfe\xff\x06", b"\xef\xbb\xbf", b"\xef\xbb\xbf" * 3, b"\x00" * 70000, bytes(range(256)) * 50,
        text * 3 + b"\xff" * 9, b"\xd8" * 3001, b"\xc7\xe1" * 999, ("\u202e" * 500 + TEXT).encode(), ("ا\u0301" * 9000).encode(), ("ا" * 400000).encode(),
        (TEXT.strip() + " ") .encode() * 2000, ("ال" * 300 + "\n").encode() * 300, "هجوم".encode("utf-16"), "هجوم".encode("utf-16-be"), "هجوم".encode("utf-32"),
        # pages
        b"<html>", b"<!DOCTYPE html>", b"<html><body>" + b"<div>" * deep, b"<p>" + b"<b>" * deep + text, b"<html>" + b"</div>" * deep + text, b"<html><body " + b"a=1 " * deep + b">" + text,
        b"<html><body class=\"" + b"x " * deep + b"\"><p>" + text, b"<html><!--" + b"-" * deep, b"<html><script>" + b"<" * deep, b"<html><title>" + text * 500, b"<html>" + b"&" * deep, b"<html>" + b"&#x110000;&#0;&#xD800;" * 999 + text,
        b"<html><table>" + b"<tr><td>" * 20000 + text, b"<html><a href=x>" * 20000 + text, b"<html><body>" + b"<p>" * deep + text, b"<html><select>" + b"<option>" * deep, b"<html><frameset>" + text, b"<html><plaintext>" + text,
        b"<html><meta charset=nonsense>" + text, b"<html><meta charset=utf-7>" + text, b"<html><meta charset=utf-16>" + text, b"<html><meta charset=ISO-2022-JP>" + text, b"<html><body>\0\0\0" + text,
        b"<html><script type=application/ld+json>" + b"[" * deep + b"</script><p>" + text, b"<html><script type=application/ld+json>{\"@graph\":[{\"@type\":\"Article\",\"datePublished\":[]}]}</script><p>" + text,
        b"<html><script type=application/ld+json>{\"@type\":\"Article\",\"datePublished\":\"9999999999999999999\",\"headline\":\"\\u0000\"}</script><p>" + text,
        b"<html><time datetime=" + b"9" * deep + b">" + b"1/" * deep + b"</time><p>" + text, b"<html><p>" + b"1." * deep + text, b"<?xml version='1.0'?><html>" + text,
        # feeds and XML
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">' + b"".join(b'<!ENTITY a%d "%s">' % (i, b"&a%d;" % (i - 1) * 10 if i else b"&a;" * 10) for i in range(12)) + b"]><rss><channel><item><description>&a11;</description></item></channel></rss>",
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><description>&x;</description></item></channel></rss>',
        b'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd"><rss><channel><item><description>' + text + b"</description></item></channel></rss>",
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p">%p;]><rss><channel></channel></rss>',
        b"<rss>" + b"<channel>" * deep, b"<rss><channel>" + b"<item>" * 500, b"<rss><channel><item><title>" + b"<x>" * 500, b"<rss><channel><item><description><![CDATA[" + text * 400, b"<rss", b"<rss>" * 4000, b"<feed><entry><content>" + b"&nbsp;" * 9999, b"<?xml version='1.0' encoding='x-none'?><rss/>",
        b"<?xml", b"<?xml " + b"a" * deep, b"<svg>", b"<?xml version='1.0'?><gpx></gpx>", b"<!DOCTYPE " + b"[" * deep, b"<rss><channel><item><a " + b"b='c' " * 9999 + b"/></item>",
        # JSON
        b"{", b"{\"", b"{\"text\":", b"[{", b"[{\"text\": \"" + text, b"{\"a\":" * deep, b"[" * deep, b"[{" + b"\"a\":[{" * 3000, b'{"text": ' + b"[" * deep + b"]" * deep + b"}", b'{"text": 5}', b'{"text": null}\n' * 50, b'{"text": {"rendered": []}}', b'{"text": "\\ud800"}', b'{"text": "\\u0000abc"}', b'{"text": "' + b"\\" * 9999 + b'"}',
        b'{"articles": [{"x": 1}, {"text": "' + text + b'"}, 5, null, []]}', b'{"text": "' + text + b'", "date": 1e400}', b'{"text": "' + text + b'", "date": -1}', b'{"text": "' + text + b'", "date": 1e18}', b'{"text": "' + text + b'", "text": "x"}', b"{}\n" * 3000, b"[{}]", b"[{}, {}", b"{\"text\":\"\xff\"}\n", b'{"text": "<p>' + b"<b>" * deep + b'"}',
        # tables
        b"text,title\n" + b'"' * 9999, b"text,title\n" + b"," * deep, b"text," * 300 + b"\n" + text, b"title,text\n\"" + text * 99, b"title\ttext\n\0\t\0\n", b"text;title\r\r\r\n;;;\n", b'"text","title"\n"a""b"c,"d\n', b"title,text\n" + b"a,b\n" * 2000,
        # web archives
        b"WARC/1.0\r\n", b"WARC/1.0\r\nContent-Length: 99999999999999\r\n\r\n", b"WARC/1.0\r\nContent-Length: -5\r\n\r\n", warc()[:-100], warc() + b"x" * 5000, b"WARC/1.0\r\n" + b"A: b\r\n" * 9999, warc(b"")[:90], warc().replace(b"200 OK", b"999999999 X"), warc().replace(b"HTTP/1.1", b"HTTQ"), warc() * 30,
        warc().replace(b"text/html;", b"text/html\r\nTransfer-Encoding: chunked\r\nX:"), b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 60\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gz",
        # packed
        b"\x1f\x8b", b"\x1f\x8b\x08" + b"\xff" * 500, gzip.compress(text)[:-9], gzip.compress(text) + b"rubbish" * 99, gzip.compress(b"\0" * 80000000), gzip.compress(gzip.compress(gzip.compress(text))), b"BZh9" + b"1" * 99, b"\xfd7zXZ\0" + b"\0" * 99, b"\x28\xb5\x2f\xfd" + b"\1" * 99,
        b"PK\3\4", b"PK\5\6" + b"\0" * 18, zipped()[:-30], zipped()[:40], zipped("../../../../tmp/x.txt"), zipped("/etc/passwd"), zipped("a\nb.txt"), zipped("x" * 5000), zipped("a" + "/a" * 3000), nest, zipped("a.txt", b"\0" * 50000000), zipped("[Content_Types].xml", b"<x/>"), zipped("mimetype", b"application/epub+zip"), zipped(**{f"f{i}": b"" for i in range(500)}),
        tarred()[:600], tarred("../x"), tarred("l", b"", tarfile.SYMTYPE, "/etc/passwd"), tarred("h", b"", tarfile.LNKTYPE, "/etc/passwd"), tarred("d", b"", tarfile.CHRTYPE), tarred("f", b"", tarfile.FIFOTYPE), gzip.compress(tarred()), tarred("a.tar", tarred("b.tar", tarred("c.tar", tarred()))),
        b"\x89PNG\r\n", b"%PDF-1.7\n", b"\x7fELF" + b"\0" * 90, b"Rar!\x1a\7\0", b"7z\xbc\xaf\x27\x1c", b"SQLite format 3\0", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ]


def mutate(r, data):
    data = bytearray(data)
    for _ in range(r.randint(1, 20)):
        at = r.randrange(len(data) + 1)
        kind = r.randrange(6)
        if kind == 0 and at < len(data):
            data[at] ^= 1 << r.randrange(8)
        elif kind == 1:
            del data[at:at + r.randint(1, 40)]
        elif kind == 2:
            data[at:at] = data[max(0, at - 30):at] * r.randint(1, 30)
        elif kind == 3:
            data[at:at] = bytes(r.randrange(256) for _ in range(r.randint(1, 9)))
        elif kind == 4:
            data[at:at] = r.choice([b"<", b">", b'"', b"{", b"]", b"\0", b"&#", b"<![CDATA[", b"\r\n\r\n", b"<div>", b"</p>", b"%s%n", "ـ".encode()]) * r.randint(1, 50)
        else:
            del data[at:]
    return bytes(data)


def main(folder):
    os.makedirs(folder, exist_ok=True)
    r = random.Random(2021)
    inputs = list(handmade())
    good = [PAGE.encode(), RSS.encode(), (JSON * 5).encode(), CSV.encode(), warc() * 2, zipped(), gzip.compress(PAGE.encode()), tarred(), TEXT.encode("utf-16"), TEXT.encode("windows-1256")]
    while len(inputs) < 260:
        inputs.append(mutate(r, good[len(inputs) % len(good)]))
    for i, data in enumerate(inputs):
        with open(os.path.join(folder, f"{i:03d}"), "wb") as f:
            f.write(data)
    print(len(inputs))


if __name__ == "__main__":
    main(sys.argv[1])
