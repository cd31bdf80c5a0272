# Bad inputs: each gets its reason, the rest of the batch is done, the status says what came of it.
. "$(dirname "$0")/lib.sh"

put_article good.txt
rejected() { # input, reason
	run extract good.txt "$1"
	expect_status 1
	expect_lines 1
	expect_err "rejected '$1': $2"
	run extract "$1"
	expect_status "${3-4}"
	[ ! -s out ] || fail "something on standard output"
}

rejected missing.txt "cannot open it: No such file or directory" 3

: >empty.txt
rejected empty.txt "empty"
printf ' \n\t\n' >blank.txt
rejected blank.txt "empty"

head -c 4096 "$KHARITA" >program
rejected program ""

printf 'Clashes broke out between the two sides near the river on Thursday.\n' >english.txt
rejected english.txt "not Arabic"
run extract --any-language english.txt
expect_status 0
expect_lines 1

# Invalid UTF-8: a valid Arabic article with stray bytes is still read, or refused; never a crash, never bad output.
{
	cat good.txt
	printf '\xff\xfe\xd8'
	cat good.txt
} >invalid.txt
run extract good.txt invalid.txt
[ "$status" -le 1 ] || fail "invalid UTF-8 stops the batch"
iconv -f UTF-8 -t UTF-8 out >/dev/null || fail "the output is not UTF-8"
run extract good.txt <(printf '{"text": "\xff\xfe\xd8"}\n')
expect_status 1
expect_lines 1

# Windows-1256 and UTF-16 are the same article.
run extract good.txt
grep -o '"doc_id":"[0-9a-f]*"' out >id
for charset in WINDOWS-1256 UTF-16LE UTF-16; do
	iconv -f UTF-8 -t $charset good.txt >coded.txt
	run extract coded.txt
	expect_status 0
	grep -o '"doc_id":"[0-9a-f]*"' out | diff - id || fail "$charset reads as another text"
done

# 100 MB in one line is over the limit; a smaller limit is the user's choice.
head -c 100000000 /dev/zero | tr '\0' 'x' >huge.txt
rejected huge.txt "larger than 67108864 bytes; raise --max-article-bytes"
run extract - <huge.txt
expect_status 4
run extract good.txt --max-article-bytes 64
expect_status 4
expect_err "larger than 64 bytes"
rm huge.txt

mkdir folder
run extract folder
expect_status 4
expect_err "no article in 'folder'"
put_article folder/b.txt
cp english.txt folder/c.txt
: >folder/.hidden
mkfifo folder/pipe
ln -s . folder/loop
run extract folder
expect_status 1
expect_lines 1
expect_err "rejected 'folder/c.txt': not Arabic"
expect_err "rejected 'folder/.hidden': a hidden file"
expect_err "rejected 'folder/pipe': not a regular file"
expect_err "leads back"

run extract -q folder
expect_status 1
expect_quiet

run extract - <good.txt
expect_status 0
expect_out '"source":"-"'
run extract <good.txt
expect_status 0
run extract <(cat good.txt)
expect_status 0
expect_lines 1

# An article that would take too long is given up, the rest goes on: thousands of villages, each weighed against the others.
python3 - "$SOURCE_DIR/gazetteer/places.tsv" slow.txt <<'END'
import random, sys
random.seed(1)
rows = [line.split("\t") for line in open(sys.argv[1], encoding="utf-8")]
names = [row[3] for row in rows[1:] if row[1] in ("village", "hamlet", "town", "city") and " " not in row[3]]
words = "، ".join(random.choice(names) for _ in range(95000))
open(sys.argv[2], "w", encoding="utf-8").write(words)
END
put_article quick.txt
run extract slow.txt quick.txt --max-article-seconds 1
expect_status 1
expect_err "rejected 'slow.txt': takes more than 1 s; split it, or raise --max-article-seconds"
expect_lines 1
