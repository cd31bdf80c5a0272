# JSON records: fields, sources, and one bad record among good ones.
. "$(dirname "$0")/lib.sh"

run extract "$articles/13_feed.ndjson"
expect_status 0
expect_lines 2
expect_out '"source":"https://example.org/jisr/4711"'
expect_out '"published":"2024-04-17T09:20:00+03:00"'
expect_out '"outlet":"الجسر الشرقي"'

{
	head -1 "$articles/13_feed.ndjson"
	echo '{"text": 5}'
	echo '{"text": "broken'
	tail -1 "$articles/13_feed.ndjson"
} | sed 's/"url": "[^"]*", //' >mixed
run extract mixed
expect_status 1
expect_lines 2
expect_err "rejected 'mixed#2': no field 'text'"
expect_err "rejected 'mixed#3': not a JSON object"
expect_out '"source":"mixed#1"'
expect_out '"source":"mixed#4"'

{
	echo '['
	paste -sd, "$articles/13_feed.ndjson"
	echo ']'
} >array.json
run extract array.json
expect_status 0
expect_lines 2

sed 's/"date": "[^"]*"/"date": "4\/5\/2024"/' "$articles/13_feed.ndjson" >dates
run extract dates
expect_status 0
expect_err "its date is not ISO 8601"
expect_out '"published":null'
for date in '"17.4.2024"' '"17/4/2024"' '1713346800' '"Wed, 17 Apr 2024 09:20:00 +0300"' '"17 نيسان 2024"'; do # April
	sed "s|\"date\": \"[^\"]*\"|\"date\": $date|" "$articles/13_feed.ndjson" >dates
	run extract dates
	expect_status 0
	expect_out '"published":"2024-04-17'
done
