# The same inputs give the same bytes at any number of threads, rejects included, and ids do not depend on the folder.
. "$(dirname "$0")/lib.sh"

mkdir in
for i in $(seq 1 12); do
	cp "$articles"/*.txt in/ 2>/dev/null
	cp "$articles/01_convoy_kabajib.txt" "in/copy_$i.txt"
	: >"in/empty_$i.txt"
done
for jobs in 1 2 8 8; do
	run extract -v -j $jobs --metadata "$metadata" in
	expect_status 1
	grep "rejected '" err >"err_$jobs"
	mv out "out_$jobs"
	cmp out_1 "out_$jobs" || fail "-j $jobs gives other bytes than -j 1"
	cmp err_1 "err_$jobs" || fail "-j $jobs rejects in another order than -j 1"
done

mkdir other
cp in/01_convoy_kabajib.txt other/renamed.txt
run extract other
ids() { grep -oE '"(doc|mention|event)_id":"[0-9a-f]{16}"' "$1"; }
ids out >renamed
run extract in/01_convoy_kabajib.txt
ids out | diff - renamed || fail "ids depend on the path"
