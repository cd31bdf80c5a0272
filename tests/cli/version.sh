# --version names the program, its libraries and the gazetteer's date, and loads no GDAL for it.
. "$(dirname "$0")/lib.sh"

run --version
expect_status 0
expect_quiet
for line in '^kharita [0-9.]+$' '^GDAL [0-9.]+$' '^PROJ [0-9.]+$' '^ICU [0-9.]+$' '^jansson [0-9.]+$' \
	'^gazetteer [0-9]{4}-[0-9]{2}-[0-9]{2} \([0-9]+ places\)$'; do
	grep -qE "$line" out || fail "no line '$line'"
done
! ldd "$KHARITA" | grep -qiE 'libgdal|libcairo' || fail "the program links GDAL or Cairo"
