# Wrong usage: status 2, what is wrong, what may have been meant, where help is.
. "$(dirname "$0")/lib.sh"

wrong() { # message, arguments
	local message=$1
	shift
	run "$@"
	expect_status 2
	expect_err "$message"
	expect_err "--help'"
	[ ! -s out ] || fail "something on standard output"
}

wrong "unknown command 'mpa', did you mean 'map'?" mpa
wrong "unknown command 'zzzzzzzz'" zzzzzzzz
wrong "unknown option '--jbos', did you mean '--jobs'?" extract --jbos 2
wrong "unknown option '--zzzzzzzzzzz'" extract --zzzzzzzzzzz
wrong "unknown option '-X'" extract -X
wrong "unknown option '--quite' before the command" --quite map
wrong "unknown option '--nam' of 'help'" help --nam
wrong "unknown command 'lokup', did you mean 'lookup'?" help lokup
wrong "'--jobs' needs an argument: N" extract --jobs
wrong "'-j' needs an argument: N" extract -j
wrong "'--jobs' takes a whole number, not 'two'" extract --jobs two
wrong "'--jobs' takes a whole number, not '-1'" extract --jobs=-1
wrong "'--jobs' takes a whole number, not '99999999999999999999'" extract -j99999999999999999999
wrong "'--quiet' takes no argument" extract --quiet=yes
wrong "'--max-article-bytes' takes a number of bytes such as 64M, not '64X'" extract --max-article-bytes 64X
wrong "which articles?" map
wrong "which article?" explain

put_article ./-a.txt
run extract -qj1 -- -a.txt
expect_status 0
expect_quiet
expect_lines 1
run extract ./-a.txt --jobs=2 -q
expect_status 0
expect_lines 1
run extract --max-article-bytes=1K -- -a.txt
expect_status 0

run extract --published 18.9.2021 ./-a.txt
expect_status 2
expect_err "'18.9.2021' is not a date; write it as 2021-09-18"
