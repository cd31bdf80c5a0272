# explain tells rule, candidates and evidence, to read and as JSON.
. "$(dirname "$0")/lib.sh"

run explain --metadata "$metadata" "$articles/01_convoy_kabajib.txt"
expect_status 0
expect_quiet
expect_out "كباجب"
expect_out "rule:"
expect_out "not taken for places:"
expect_out "      accept "
expect_out "incidents:"
expect_out "Battles / Armed clash"
expect_out "2021-10-14"
expect_out "evidence"

run explain --json --metadata "$metadata" "$articles"
expect_status 0
python3 - out <<'END' || fail "the JSON does not hold"
import json, sys
for line in open(sys.argv[1], encoding="utf-8"):
    data = json.loads(line)
    assert len(data["mentions"]) == len(data["result"]["mentions"])
    for mention, told in zip(data["result"]["mentions"], data["mentions"]):
        assert (mention["start"], mention["surface"]) == (told["start"], told["surface"])
        assert told["rule"]
        for c in told["candidates"]:
            total = sum(v for k, v in c["features"].items() if k.startswith("resolve."))
            assert abs(total - c["score"]) < 0.01, c
        if mention["place_id"]:
            assert mention["place_id"] in [c.get("place_id") for c in told["candidates"]], told
END
run extract --metadata "$metadata" "$articles"
mv out extracted
run explain --json --metadata "$metadata" "$articles"
python3 - out extracted <<'END' || fail "explain and extract come to different results"
import json, sys
told = [json.loads(line)["result"] for line in open(sys.argv[1], encoding="utf-8")]
done = [json.loads(line) for line in open(sys.argv[2], encoding="utf-8")]
assert told == done
END
