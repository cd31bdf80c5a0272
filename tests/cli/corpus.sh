# The synthetic archive of the benchmarks: the same bytes for a seed, all of it articles, incidents in their share.
. "$(dirname "$0")/lib.sh"

corpus() { python3 "$SOURCE_DIR/tests/bench/corpus.py" "$@"; }
corpus --articles 150 --stats >made 2>stats || fail "no corpus"
PYTHONHASHSEED=7 corpus --articles 150 >again
cmp -s made again || fail "a second run gives other bytes"
corpus --articles 150 --seed 2 | cmp -s - made && fail "another seed gives the same bytes"
corpus --size 0.1 >small
[ "$(wc -c <small)" -ge 100000 ] && [ "$(wc -c <small)" -lt 130000 ] || fail "--size 0.1 gives $(wc -c <small) bytes"

run extract --lines -j1 - <made
expect_status 0
[ "$(grep -c '"schema":1' out)" -eq 150 ] || fail "articles are refused"
[ "$(grep -c '"incidents":\[{' out)" -ge 60 ] || fail "few articles have an incident"
[ "$(grep -c '"incidents":\[\]' out)" -ge 30 ] || fail "few articles have none"
corpus --articles 150 --ascii >escaped
[ "$(wc -c <escaped)" -gt "$(wc -c <made)" ] || fail "--ascii escapes nothing"
"$KHARITA" extract --lines -j2 <escaped 2>err | cmp -s - out || fail "escaped letters give other results"
[ "$(corpus --names | sort -u | wc -l)" -ge 15000 ] || fail "the gazetteer's names are not all there"
