"""Reads a folder's index.html as a browser's parser would: its scripts are those of the template and no more, its data hold
every incident of incidents.geojson, and nothing in it asks a network."""
import json
import sys
from html.parser import HTMLParser
from pathlib import Path

folder = Path(sys.argv[1])
page = (folder / "index.html").read_text(encoding="utf-8")


class Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.elements, self.scripts, self.inside, self.title = [], [], None, ""

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.inside = tag
        if tag == "script":
            self.scripts.append([dict(attrs), ""])

    def handle_endtag(self, tag):
        self.inside = None

    def handle_data(self, data):
        if self.inside == "script":
            self.scripts[-1][1] += data
        elif self.inside == "title":
            self.title += data


reader = Reader()
reader.feed(page)
reader.close()
assert "{{" not in page.split("<body>")[0].split("<style>")[0], "a part of the template is not filled"
assert len(reader.scripts) == 4, f"{len(reader.scripts)} scripts instead of 4"
assert not [a for _, a in reader.elements if a.get("src") or (_ == "link")], "the page loads something"
assert [a for t, a in reader.elements if a.get("http-equiv") == "Content-Security-Policy"], "no content security policy"
assert "url(" not in page.split("<body>")[0], "a style names a file"
assert "sourceMappingURL" not in page, "a browser would look for a source map"
assert "Vladimir Agafonkin" in page and "Redistribution and use" in page, "the library's licence is missing"

texts = {a.get("id"): json.loads(s) for a, s in reader.scripts if a.get("type") == "application/json"}
assert set(texts) == {"words", "data"}
assert set(texts["words"]["ar"]) == set(texts["words"]["en"]), "the languages differ in their words"
data = texts["data"]["data"]
columns = data["columns"]
rows = [dict(zip(columns, row)) for row in data["rows"]]
features = json.loads((folder / "incidents.geojson").read_text(encoding="utf-8"))["features"]
assert [r["event_id"] for r in rows] == [f["properties"]["event_id"] for f in features], "incidents differ"
for row, feature in zip(rows, features):
    assert len(columns) == len(data["rows"][0])
    for name, value in feature["properties"].items():
        if name in row:
            assert row[name] == value, f"{name}: {row[name]!r} instead of {value!r}"
    assert (row["x"] is None) == (feature["geometry"] is None)
    for name, items in (("extent", data["extents"]), ("route", data["routes"])):
        assert row[name] is None or 0 <= row[name] < len(items)
assert len(texts["data"]["theme"]["events"]) >= 6
assert texts["data"]["base"]["features"] and texts["data"]["base"]["settlements"]
assert all(e["path"].startswith("M") and e["path"].endswith("Z") for e in texts["data"]["theme"]["events"])
