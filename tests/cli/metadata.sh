# Metadata: applied by name, refused with file, line and reason before anything is done.
. "$(dirname "$0")/lib.sh"

run extract --metadata "$metadata" "$articles"
expect_status 0
expect_quiet
expect_out '"published":"2021-10-15"'
expect_out '"outlet":"مرصد الضفة"'

put_article a.txt
run extract --published 2020-02-29 a.txt
expect_status 0
expect_out '"published":"2020-02-29"'

printf 'source\tpublished\na.txt\t29.2.2020\n' >bad.tsv
run extract --metadata bad.tsv a.txt
expect_status 4
expect_err "'bad.tsv:2': '29.2.2020' is not a date"
[ ! -s out ] || fail "something on standard output"
run extract --metadata missing.tsv a.txt
expect_status 3
expect_err "'missing.tsv'"

printf 'source\tpublished\nother.txt\t2020-02-28\n' >other.tsv
run extract --metadata other.tsv a.txt
expect_status 0
expect_err "no row of 'other.tsv' names an input"
