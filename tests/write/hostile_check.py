"""Articles that try to be code (make DIR), and the outputs of them looked at as their readers would (check DIR SVG CSV):
nothing of an article is an element, a script, a formula or a line of its own."""
import csv
import json
import sqlite3
import sys
import xml.etree.ElementTree as xml
import zipfile
from pathlib import Path

# An attack on a post in the town of Shola (Deir ez-Zor), two killed: the sentence begins and ends with what is no text.
ATTACK = "شن مسلحون هجوماً على نقطة عسكرية في بلدة الشولا جنوب دير الزور أمس، وقتل عنصران"
VICTIMS = [
    "=HYPERLINK(\"http://x.example\";\"x\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "]]><x/><![CDATA[",
    "\" onmouseover=\"alert(1)",
    "&lt;b&gt; &amp; &#60;script&#62; &xxe;",
    "[% eval('1') %] @value $id \"fid\" ' || 1 || '",
    "{{title}} %s %n \\u0000 \\",
    "\u202e\u2066\u2028\u2029\ufeff",
    "\x01\x02\x1b[31m\x7f",
    "Robert'); DROP TABLE incidents;--",
]


def make(folder):
    folder.mkdir()
    with open(folder / "records.ndjson", "w", encoding="utf-8") as out:
        for i, victim in enumerate(VICTIMS):
            text = f"{victim} {ATTACK} {victim} في قرية {victim}.\n{victim}\n"
            out.write(json.dumps({"text": text, "title": victim, "outlet": victim, "date": f"2021-09-{10 + i}",
                                  "url": "javascript:alert(%d)//%s" % (i, victim), "path": victim + str(i)}) + "\n")
    for name in ("=1+1.txt", "<b>&amp;'\".txt", "-x\n.txt"):
        (folder / name).write_text(f"{ATTACK} {name}.\n", encoding="utf-8")


def formula(cell):
    try:
        float(cell)
        return False
    except ValueError:
        return cell[:1] in ("=", "+", "-", "@", "\t", "\r")


def check_table(path):
    rows = list(csv.reader(open(path, encoding="utf-8", newline="")))
    assert rows and all(len(row) == len(rows[0]) for row in rows), f"{path}: rows of different lengths"
    for row in rows:
        assert not [c for c in row if formula(c)], f"{path}: a formula: {[c for c in row if formula(c)]}"
    return len(rows)


def check_xml(path, text):
    root = xml.fromstring(text)
    tags = {e.tag.rsplit("}", 1)[-1] for e in root.iter()}
    assert not tags & {"script", "img", "x", "foreignObject"}, f"{path}: elements {tags}"
    attributes = {a for e in root.iter() for a in e.attrib}
    assert not [a for a in attributes if a.startswith("on") and a != "on"], f"{path}: attributes {attributes}"
    return root


def check(folder, svg, review):
    texts = {}
    for name in ("incidents", "mentions", "places", "extents", "routes"):
        features = json.loads((folder / f"{name}.geojson").read_text(encoding="utf-8"))["features"]
        texts[name] = [f["properties"] for f in features]
    evidence = " ".join(str(p.get("evidence")) for p in texts["incidents"])
    assert len(texts["incidents"]) >= 10, len(texts["incidents"])
    found = [v for v in VICTIMS if v in evidence]
    assert len(found) >= 6, f"only {len(found)} of the texts are in the evidence: {found}"
    # The GeoPackage has the same texts, to the letter.
    db = sqlite3.connect(folder / "kharita.gpkg")
    rows = {r[0]: r[1:] for r in db.execute("SELECT event_id, evidence, source FROM incidents")}
    for p in texts["incidents"]:
        assert rows[p["event_id"]] == (p["evidence"], p["source"]), p["event_id"]
    for style, in db.execute("SELECT styleQML FROM layer_styles"):
        check_xml("layer_styles", style)
    tables = [folder / "unresolved.csv", review] + [folder / f"{n}.csv" for n in ("acled", "acled_labels", "ged")]
    assert sum(check_table(t) for t in tables) >= 20
    for line in (folder / "results.ndjson").read_bytes().split(b"\n")[:-1]:
        json.loads(line.decode("utf-8"))
    json.loads((folder / "run.json").read_text(encoding="utf-8"))
    with zipfile.ZipFile(folder / "kharita.qgz") as z:
        for name in z.namelist():
            check_xml(name, z.read(name).decode("utf-8"))
    for path in folder.glob("*.qml"):
        check_xml(path.name, path.read_text(encoding="utf-8"))
    for path in [svg] + sorted(svg.parent.glob(svg.stem + "-*.svg")):
        root = check_xml(path, path.read_text(encoding="utf-8"))
        assert root.tag.endswith("svg")
    tiles = sqlite3.connect(folder / "incidents.mbtiles")
    for name, value in tiles.execute("SELECT name, value FROM metadata"):
        if name == "json":
            json.loads(value)
    page = folder / "index.html"
    if page.exists():
        text = page.read_text(encoding="utf-8")
        assert "<script>alert" not in text and "<img src=x" not in text and "<x/>" not in text


def correct(folder):
    """As an analyst in QGIS would: a note that begins like a formula."""
    db = sqlite3.connect(folder / "kharita.gpkg")
    for name, in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f'DROP TRIGGER "{name}"')  # of the spatial index: they call functions that only GDAL has
    db.execute("UPDATE incidents SET review_note = '=1+1 \"note\"' WHERE fid = 1")
    db.commit()


if sys.argv[1] == "make":
    make(Path(sys.argv[2]))
elif sys.argv[1] == "correct":
    correct(Path(sys.argv[2]))
else:
    check(Path(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))
