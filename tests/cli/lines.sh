# extract as a line filter: one line out per line in, whatever the line, in order, the same at any -j.
. "$(dirname "$0")/lib.sh"

python3 - <<'END'
import json, random
draw = random.Random(5)
good = 'شن تنظيم "داعش" هجوماً على نقطة عسكرية في بلدة الشولا جنوب دير الزور، مساء الخميس.'  # an attack on a post in ash-Shula
def article(**more):
    return json.dumps({'text': good, **more}, ensure_ascii=False).encode()
hostile = [
    b'', b' ', b'\r', b'\t\t', b'\x00', b'\x00' * 5000, b'\xff\xfe\xfd', b'\xef\xbb\xbf', bytes(range(1, 10)) + bytes(range(11, 256)),
    b'{', b'}', b'[', b'null', b'true', b'7', b'""', b'{}', b'[]', b'[{}]', b'{"text":}', b'{"text":null}', b'{"text":""}', b'{"text":[]}',
    b'{"text":7}', b'{"text":{"a":1}}', b'{"text":"' + b'a' * 100, b'{"text":"\\ud800"}', b'{"text":"\\u0000"}',
    b'{"text":"\xd8"}', b'{"a":' * 5000, b'[' * 100000, b'{"text":"%s"}' % (b'x' * 300000), b'a' * 2000000,
    b'{"items":[{"text":"a"},{"text":"b"}]}', b'{"text":"an English sentence of some length, and another"}',
    b'\x1f\x8b\x08\x00\x00\x00\x00\x00', b'PK\x03\x04', b'%PDF-1.4', b'<html><body>', b'<?xml version="1.0"?>', b'WARC/1.0', b'date,text',
    b'\x28\xb5\x2f\xfd', article() + article(), article() + b'x', article(published=7e300), article(path='a\nb'), article(url='x' * 70000),
    article(title={'deep': [1, 2]}), article(published='yesterday'), article() + b'\r',
    json.dumps({'text': '<p>' * 3000 + good}).encode(), json.dumps({'text': good * 6000}).encode(), json.dumps({'text': '\u202e' + good}).encode(),
    json.dumps({'text': '<html><body><p>' + good + '</p></body></html>'}).encode()]
assert not any(b'\n' in line for line in hostile)
lines = [article(url='https://example.org/%d' % i) for i in range(30)] + hostile
draw.shuffle(lines)
open('mixed', 'wb').write(b'\n'.join(lines) + b'\n')
open('unended', 'wb').write(b'\n'.join(lines + [b'{"text"']))
for i, line in enumerate(hostile):
    open('first.%d' % i, 'wb').write(line + b'\n' + article() + b'\n')
END

answers() { # answers INPUT LINES [OPTION...]: each line is a result or a refusal
	local input=$1 wanted=$2
	shift 2
	"$KHARITA" extract --lines --max-article-bytes 1M "$@" <"$input" >out 2>err
	status=$?
	expect_status 0
	expect_quiet
	expect_lines "$wanted"
	python3 - <<'END' || fail "a line of '$input' is no answer"
import json
for line in open('out', encoding='utf-8', newline='\n'):
    found = json.loads(line)
    assert found.get('schema') == 1 or list(found) == ['source', 'reason', 'code'], line
END
}

n=$(wc -l <mixed)
answers mixed "$n" -j1
cp out one
[ "$(grep -c '"schema":1' one)" -ge 35 ] || fail "good lines are refused"
answers mixed "$n" -j4
cmp -s one out || fail "-j4 answers differently"
answers unended $((n + 1))
: >empty
answers empty 0
# Whatever the first line is, nothing is sniffed from it.
for input in first.*; do
	run extract --lines --max-article-bytes 1M -j1 "-" <"$input"
	expect_lines 2
	sed -n 2p out | grep -q '"schema":1' || fail "behind the first line of '$input' a good one is lost"
done

# The answers do not depend on what else is in the part.
split -n l/3 mixed part.
for part in part.*; do
	"$KHARITA" extract --lines --max-article-bytes 1M -j1 <"$part"
done >parts 2>err
expect_quiet
grep -v 'larger than' one | sort >a
grep -v 'larger than' parts | sort >b # a line too large to be kept is named by its number
cmp -s a b || fail "in parts the answers are others"

# Files may be packed; one that is not there, or damaged, is no line.
gzip -k mixed
run extract --lines --max-article-bytes 1M mixed.gz
expect_status 0
grep -v 'larger than' out | sort | cmp -s a - || fail "packed lines are answered differently"
run extract --lines nowhere.ndjson
expect_status 3
expect_lines 0
head -c 300 mixed.gz >cut.gz
run extract --lines --max-article-bytes 1M cut.gz
[ "$status" -ne 0 ] || fail "a damaged file goes unnoticed"

# Without --lines: JSON lines on standard input are answered too, with warnings and status 1; lists stay lists.
printf '{"text": 1}\n\n{"text": "%s"}\n' "$(head -c 200 "$articles/01_convoy_kabajib.txt" | tr -d '"\n' | iconv -c -f UTF-8 -t UTF-8)" >three
run extract <three
expect_status 1
expect_lines 3
expect_out '"source":"-#3"'
printf '{"items": [%s, %s]}\n' "$(tail -1 three)" "$(tail -1 three)" >list
run extract <list
expect_status 0
expect_lines 2

# Refusals of any other input come as lines on demand.
put_article good.txt
printf 'nothing Arabic in it\n' >other.txt
run extract --with-errors good.txt other.txt
expect_status 0
expect_quiet
expect_lines 2
expect_out '{"source":"other.txt","reason":"not Arabic'
run extract --with-errors good.txt nowhere.txt
expect_status 3
expect_lines 2
