# The library's tests in a program whose locale has a comma for a decimal point.
. "$SOURCE_DIR/tests/cli/lib.sh"

command -v localedef >/dev/null && [ -e /usr/share/i18n/locales/de_DE ] || exit 77
localedef -i de_DE -f UTF-8 "$work/test_comma" >out 2>err || fail "localedef"
# What the C library keeps of LOCPATH is no leak of ours.
ASAN_OPTIONS=detect_leaks=0 LOCPATH=$work LC_ALL=C "$BUILD_DIR/bin/unit_library" >out 2>&1
status=$?
expect_status 0
expect_out "[       OK ] heeds_no_locale"
