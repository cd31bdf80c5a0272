# The examples of other formats than text are read as their README says.
. "$(dirname "$0")/lib.sh"

run read "$SOURCE_DIR/examples/inputs"
expect_status 0
expect_quiet
expect_lines 3
expect_out '"published":"2023-05-14T18:20:00+03:00"'
expect_out '"published":"2023-05-16T09:00:00+03:00"'
expect_out '"published":"2023-05-17"'
run extract "$SOURCE_DIR/examples/inputs"
for place in البصيرة غرانيج معدان; do expect_out "$place"; done
for place in دمشق إدلب حلب; do ! grep -q "\"surface\":\"$place\"" out || fail "'$place' stands around the article"; done
