# The packages on a bare Debian 12: installed by apt with what they depend on, the program maps an example and the library
# serves a C program. Labels `clients` and `package`: it needs root, debootstrap and a Debian mirror (DEBIAN_MIRROR), takes minutes, and
# is skipped where one of them is missing. DEBIAN_BASE names a folder with a fresh `debootstrap --variant=minbase` to copy.
. "$SOURCE_DIR/tests/cli/lib.sh"

# The mirror that this machine itself installs from.
mirror=${DEBIAN_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 2>/dev/null | head -n 1)}
[ -n "$mirror" ] || exit 77
[ "$(id -u)" -eq 0 ] && command -v debootstrap >/dev/null || exit 77
root=$work/root
if [ -n "${DEBIAN_BASE-}" ]; then
	cp -a "$DEBIAN_BASE" "$root"
else
	debootstrap --variant=minbase bookworm "$root" "$mirror" >out 2>err || exit 77
fi
cp /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null
# /proc is mounted for the one command only.
inside() {
	unshare --mount sh -c 'mount -t proc proc "$0/proc" && exec chroot "$0" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"' \
		"$root" "$@" >out 2>err
}
unshare --mount true 2>/dev/null || exit 77
inside apt-get -qq update || exit 77

"$CPACK" -G DEB --config "$BUILD_DIR/CPackConfig.cmake" -B "$work/packed" >out 2>err || fail "cpack"
cp packed/*.deb "$root/tmp"
inside sh -c 'apt-get install -qq -y --no-install-recommends /tmp/kharita_*.deb libjs-leaflet' || fail "apt-get install kharita"
mkdir "$root/tmp/articles"
cp "$articles/01_convoy_kabajib.txt" "$metadata" "$root/tmp/articles"
inside kharita map /tmp/articles/01_convoy_kabajib.txt --metadata /tmp/articles/metadata.tsv -o /tmp/layers || fail "kharita map"
for file in kharita.gpkg kharita.qgz incidents.geojson incidents.mbtiles map.png map.pdf index.html results.ndjson; do
	[ -s "$root/tmp/layers/$file" ] || fail "map wrote no $file"
done
inside kharita extract /tmp/articles/01_convoy_kabajib.txt --published 2021-09-18 || fail "kharita extract"
expect_lines 1
cp out expected

inside sh -c 'apt-get install -qq -y --no-install-recommends /tmp/libkharita*.deb gcc libc6-dev pkg-config' ||
	fail "apt-get install libkharita-dev"
inside sh -c 'cc /usr/share/doc/libkharita-dev/examples/embed.c $(pkg-config --cflags --libs kharita) -o /tmp/embed' ||
	fail "embed.c"
inside /tmp/embed 2021-09-18 /tmp/articles/01_convoy_kabajib.txt || fail "embed"
cmp out expected 2>err || fail "the library gives other bytes than the program"

# What was installed goes away again.
inside apt-get -qq -y purge kharita libkharita0 libkharita-dev || fail "apt-get purge"
find "$root/usr" -name '*kharita*' >out
[ ! -s out ] || fail "the purge left files behind"
