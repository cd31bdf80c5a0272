# The Debian packages as cpack makes them: what they hold and depend on, and the program and the library at work from
# where they were unpacked.
. "$SOURCE_DIR/tests/cli/lib.sh"

command -v dpkg-deb >/dev/null && command -v dpkg-shlibdeps >/dev/null || exit 77
grep -q 'Debian' /etc/os-release || exit 77

"$CPACK" -G DEB --config "$BUILD_DIR/CPackConfig.cmake" -B "$work" >out 2>err || fail "cpack"
rm -rf _CPack_Packages
[ "$(ls -- *.deb | wc -l)" -eq 3 ] || fail "not three packages"
for package in kharita libkharita0 libkharita-dev; do
	deb=$(ls ${package}_*.deb)
	version=$(dpkg-deb -f "$deb" Version)
	dpkg-deb -x "$deb" root || fail "dpkg-deb -x $deb"
	dpkg-deb -e "$deb" "control_$package"
	[ ! -e "control_$package/conffiles" ] || fail "$package has conffiles"
	[ -z "$(ls "control_$package" | grep -E '^(pre|post)')" ] || fail "$package runs a script when it is installed"
	gzip -dc "root/usr/share/doc/$package/changelog.Debian.gz" >out || fail "$package has no changelog"
	expect_out "kharita ($version)"
	cp "root/usr/share/doc/$package/copyright" out
	for term in Expat CC-BY-4.0 CC-BY-3.0-IGO CC-BY-SA-4.0 LGPL-3+ OCHA GeoNames GSHHG Wikipedia Airwars; do
		expect_out "$term"
	done
	dpkg-deb -c "$deb" | awk '{print $1, $2, $6}' >out
	! grep -vE '^(-rw-r--r--|-rwxr-xr-x|drwxr-xr-x|lrwxrwxrwx) root/root ' out || fail "$package: owners or modes"
	! grep -vE ' \./(usr/.*)?$' out || fail "$package puts files outside /usr"
	dpkg-deb -f "$deb" Description >out
	[ "$(wc -l <out)" -ge 3 ] && ! grep -q '^  ' out || fail "$package is not described"
done

dpkg-deb -f kharita_*.deb Depends >out
for package in libgdal libproj libicu libxml2 libarchive libjansson libsqlite3 libdeflate libcairo2 libpango libc6 fonts-noto-core; do
	expect_out "$package"
done
dpkg-deb -f kharita_*.deb Recommends >out
expect_out libjs-leaflet
dpkg-deb -f libkharita0_*.deb Depends >out
expect_out "kharita (= $version)"
! grep -qE 'gdal|cairo|sqlite' out || fail "the library depends on what only the program needs"
cp control_libkharita0/shlibs out
expect_out "libkharita 0 libkharita0 (>= "
cp control_libkharita0/triggers out
expect_out "activate-noawait ldconfig"
dpkg-deb -f libkharita-dev_*.deb Depends >out
expect_out "libkharita0 (= $version)"

# Nothing in it leads back to where it was built.
if grep -q '^CMAKE_BUILD_TYPE:STRING=Release$' "$BUILD_DIR/CMakeCache.txt"; then
	grep -rlaF -e "$BUILD_DIR" -e "$SOURCE_DIR" root >out
	[ ! -s out ] || fail "files name the build tree"
fi

# At work from there.
unset KHARITA_GAZETTEER
KHARITA=$work/root/usr/bin/kharita
run map "$articles/03_sweep_badia.txt" --metadata "$metadata" -o layers
expect_status 0
for file in kharita.gpkg kharita.qgz incidents.geojson incidents.mbtiles map.png map.pdf results.ndjson; do
	[ -s layers/$file ] || fail "map wrote no $file"
done
run lookup --json 'Deir ez-Zor'
expect_status 0
cp out expected
for page in root/usr/share/man/man1/*; do
	gzip -t "$page" 2>err || fail "$page is not compressed"
done
# shellcheck disable=SC2086
"$CC" ${CFLAGS-} -Iroot/usr/include "$SOURCE_DIR/examples/embed.c" -Lroot/usr/lib -lkharita -Wl,-rpath,"$work/root/usr/lib" \
	-o embed >out 2>err || fail "embed.c"
./embed --lookup 'Deir ez-Zor' >out 2>err || fail "embed"
cmp out expected 2>err || fail "the library looks up other places than the program"
