# An installation in any place, also after a move: the program finds its parts by its own path, has its man pages and its
# completion, and maps an example.
. "$SOURCE_DIR/tests/cli/lib.sh"

"$CMAKE" --install "$BUILD_DIR" --prefix "$work/a b/prefix" >out 2>err || fail "cmake --install"
mkdir moved && mv "a b/prefix" "moved/c d"
root="$work/moved/c d"
unset KHARITA_GAZETTEER KHARITA_STYLES
cmp "$root/bin/kharita" "$KHARITA" >/dev/null 2>&1 && ln -s "$root/bin/kharita" link
KHARITA="$root/bin/kharita"
run --version
expect_status 0
expect_out "gazetteer 20"

run map "$articles/01_convoy_kabajib.txt" --metadata "$metadata" -o layers
expect_status 0
for file in kharita.gpkg kharita.qgz incidents.geojson incidents.mbtiles map.png map.pdf results.ndjson; do
	[ -s layers/$file ] || fail "map wrote no $file"
done
if [ -e link ]; then
	./link extract "$articles/01_convoy_kabajib.txt" >out 2>err || fail "through a link"
	expect_lines 1
fi

# One page for the program, one for each command, each with its name where whatis looks.
run --help
grep -oE '^  [a-z]+ ' out | tr -d ' ' | grep -vx help >names
[ "$(wc -l <names)" -ge 8 ] || fail "few commands"
ls "$root/share/man/man1" | sort >out
{ echo kharita.1; sed 's/.*/kharita-&.1/' names; } | sort | diff - out >err || fail "the man pages are not the commands'"
while read -r name; do
	page="$root/share/man/man1/kharita-$name.1"
	run "$name" --help
	summary=$(sed -n "1s/^kharita $name: //p" out)
	[ -n "$summary" ] || fail "no summary of $name"
	tr -d '\\' <"$page" >plain
	grep -qxF "kharita-$name - $summary" plain || fail "$page has no NAME line"
	grep -q '^\.SH SYNOPSIS' "$page" && grep -q '^\.SH OPTIONS' "$page" || fail "$page lacks a section"
	for option in $(grep -oE '^ +(-., +)?--[a-z-]+' out | grep -oE -- '--[a-z-]+'); do
		grep -qF -- "$option" plain || fail "$page lacks $option"
	done
	if command -v man >/dev/null; then
		MANROFFSEQ='' man --warnings -E UTF-8 -l -Tutf8 -Z "$page" >/dev/null 2>err
		expect_quiet
	fi
done <names
run help --man nothing
expect_status 2
bash -n "$root/share/bash-completion/completions/kharita" || fail "the completion is no bash"
