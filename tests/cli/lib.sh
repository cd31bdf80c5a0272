# Helpers of the command-line tests. A test is a bash script that sources this file; it runs in a folder of its own and
# gets KHARITA (the program) and SOURCE_DIR. It fails with the first expectation that does not hold.
set -uo pipefail

work=$(mktemp -d)
trap 'chmod -R u+rwx "$work" 2>/dev/null; rm -rf "$work"' EXIT
cd "$work" || exit 1

articles=$SOURCE_DIR/examples/articles
metadata=$SOURCE_DIR/examples/metadata.tsv

fail() {
	echo "FAILED: $*" >&2
	echo "-- status $status, standard error:" >&2
	head -c 2000 err >&2
	echo "-- standard output:" >&2
	head -c 2000 out >&2
	exit 1
}

# Runs the program: sets `status`, leaves its streams in the files out and err.
status=0
run() {
	"$KHARITA" "$@" >out 2>err
	status=$?
}

expect_status() { [ "$status" -eq "$1" ] || fail "status $status instead of $1"; }
expect_out() { grep -qF -- "$1" out || fail "standard output lacks '$1'"; }
expect_err() { grep -qF -- "$1" err || fail "standard error lacks '$1'"; }
expect_no_err() { ! grep -qF -- "$1" err || fail "standard error has '$1'"; }
expect_quiet() { [ ! -s err ] || fail "standard error is not empty"; }
expect_lines() { [ "$(wc -l <out)" -eq "$1" ] || fail "$(wc -l <out) lines instead of $1"; }

# An article of three sentences, in Arabic: "an attack on a military post in the town of ash-Shula".
put_article() {
	printf 'شن تنظيم "داعش" هجوماً على نقطة عسكرية في بلدة الشولا جنوب دير الزور، مساء الخميس.\n' >"$1"
}
