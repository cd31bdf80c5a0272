# Findings of `gazetteer check` as JSON say the same as the lines do.
. "$(dirname "$0")/lib.sh"

mkdir -p data/lexicon
printf 'id\tkind\tname_ar\tlat\tlon\tsource\nK1\tvillage\tالشولا\t35.0\t39.9\town\nK2\tvilage\tكباجب\t34.9\t39.7\town\n' >data/places.tsv
printf 'word\tkinds\tnumber\nقرية\tvillage\tx\n' >data/lexicon/heads.tsv

run gazetteer check --json data
expect_status 4
mv out findings.json
run gazetteer check -q data
expect_status 4
python3 - findings.json out <<'END' || fail "the findings differ"
import json, sys
told = json.load(open(sys.argv[1], encoding="utf-8"))
lines = open(sys.argv[2], encoding="utf-8").read().splitlines()
assert len(told) == len(lines) and told, (len(told), len(lines))
for x, line in zip(told, lines):
    assert list(x) == ["level", "file", "line", "what", "remedy"], x
    where = f"{x['file']}:{x['line']}: " if x["file"] else ""
    assert line == f"{x['level']}: {where}{x['what']}; {x['remedy']}", (x, line)
assert any(x["level"] == "error" and "vilage" in x["what"] for x in told)
assert any(x["file"] == "data/lexicon/heads.tsv" and x["line"] == 2 for x in told)
END

run gazetteer check --json "$SOURCE_DIR/gazetteer"
expect_status 0
python3 -m json.tool out >/dev/null || fail "no JSON"
