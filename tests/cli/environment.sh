# Damaged or missing gazetteers and overlays, full disks, unwritable places: a message and the documented status.
. "$(dirname "$0")/lib.sh"
put_article a.txt
gaz=$(dirname "$KHARITA")/../share/kharita/kharita.gaz

run extract --gazetteer missing.gaz a.txt
expect_status 3
expect_err "'missing.gaz'"
: >empty.gaz
run extract --gazetteer empty.gaz a.txt
expect_status 4
head -c 100000 "$gaz" >short.gaz
run extract --gazetteer short.gaz a.txt
expect_status 4
expect_err "short.gaz"
cp a.txt text.gaz
run extract --gazetteer text.gaz a.txt
expect_status 4
# Every kind of damage is told, never a crash: a byte turned over at many places.
size=$(stat -c %s "$gaz")
for part in 1 3 5 7 9; do
	cp "$gaz" flipped.gaz
	printf '\xa5\x5a\xa5\x5a' | dd of=flipped.gaz bs=1 seek=$((size * part / 10)) conv=notrunc status=none
	run extract --gazetteer flipped.gaz a.txt
	expect_status 4
	expect_err "flipped.gaz"
	[ ! -s out ] || fail "results are shown before the gazetteer is known to be sound"
done

printf 'id\tname_ar\nX1\tاسم\n' >bad.tsv
run extract --overlay bad.tsv a.txt
expect_status 4
expect_err "bad.tsv"

"$KHARITA" extract a.txt >/dev/full 2>err
status=$?
expect_status 3
expect_err "cannot write to standard output: No space left on device"
"$KHARITA" --help >/dev/full 2>err
status=$?
expect_status 3

# A reader that goes away ends the program quietly.
for i in $(seq 200); do cat "$articles/01_convoy_kabajib.txt" "$articles/03_sweep_badia.txt"; done >long.txt
"$KHARITA" extract long.txt long.txt long.txt 2>err | head -c 100 >out
[ ! -s err ] || fail "SIGPIPE is not quiet"
