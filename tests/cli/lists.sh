# Lists of inputs, globs, odd names, links: nothing outside of the folder given is read.
. "$(dirname "$0")/lib.sh"

mkdir -p in/sub in/skip outside
put_article in/a.txt
put_article in/b.html.txt
put_article in/sub/c.txt
put_article in/skip/d.txt
put_article outside/secret.txt

printf 'in/a.txt\r\n\nin/sub/c.txt\n' >list
run read --from-file list
expect_status 0
expect_lines 2
run read --from-file - <list
expect_lines 2
find in -name '*.txt' -print0 >zlist
run read --from-file zlist
expect_lines 4
run read --from-file missing
expect_status 3
run extract --from-file list
expect_status 0

run read in --exclude skip --include 'a.*' --include 'sub/*'
expect_status 0
expect_lines 2
expect_quiet
run read in --exclude '*.html.txt' --exclude 'skip/*'
expect_lines 2

# Links: within the folder they are read, out of it they are not, loops end.
ln -s ../outside in/leak
ln -s ../outside/secret.txt in/leak.txt
ln -s a.txt in/alias.txt
ln -s .. in/sub/up
run read in
expect_status 1
expect_lines 5
expect_err "rejected 'in/leak': a symbolic link that leads out of the folder"
expect_err "rejected 'in/leak.txt': a symbolic link that leads out of the folder"
expect_err "leads"
! grep -q secret out || fail "a file outside of the folder was read"
run read outside
expect_lines 1

# Names with line ends and invalid bytes are told in one line, as UTF-8.
mkdir odd
put_article "$(printf 'odd/two\nlines.txt')"
put_article "$(printf 'odd/bad\xff.txt')"
run read odd
expect_status 0
expect_lines 2
expect_out '"path":"odd/two\\x0Alines.txt"'
expect_out '"path":"odd/bad\\xFF.txt"'
iconv -f UTF-8 -t UTF-8 out >/dev/null || fail "the output is not UTF-8"

# A file that grows while it is read ends where it ended; one that goes is a rejection.
put_article grow.ndjson
head -1 "$articles/13_feed.ndjson" >grow.ndjson
run extract grow.ndjson in/gone.txt
expect_status 1
expect_lines 1
expect_err "rejected 'in/gone.txt': cannot open it"
