# 260 hostile inputs: no crash, no hang, an article or a reason for each, and the good article beside them is read.
. "$(dirname "$0")/lib.sh"

python3 "$SOURCE_DIR/tests/inputs/make_hostile.py" hostile >/dev/null || fail "no hostile inputs"
put_article good.txt
n=0
for input in hostile/??[0369]; do # the others in the batch below, and in fuzz.reader
	timeout 100 "$KHARITA" extract "$input" >out 2>err
	status=$?
	case $status in
	0) expect_out '"schema":1' ;;
	1 | 3 | 4) expect_err "rejected '" ;;
	*) fail "'$input' ends with status $status" ;;
	esac
	[ "$(iconv -f UTF-8 -t UTF-8 out err | wc -c)" -eq "$(cat out err | wc -c)" ] || fail "'$input' writes what is no UTF-8"
	n=$((n + 1))
done
[ $n -ge 100 ] && [ "$(ls hostile | wc -l)" -ge 200 ] || fail "only $n inputs"
run extract -v hostile good.txt
expect_status 1
expect_out '"source":"good.txt"'
for input in hostile/*; do
	grep -qF "$input" out err || grep -qaF 'https://x.example' "$input" || fail "'$input' is neither read nor rejected"
done
