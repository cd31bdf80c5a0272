# The library as installed: found through pkg-config and through CMake, shared and static, from any prefix and after a
# move; it exports what kharita.h declares and nothing else, and calls nothing that prints or ends the process.
. "$SOURCE_DIR/tests/cli/lib.sh"

root=$work/first/prefix
"$CMAKE" --install "$BUILD_DIR" --prefix "$root" >out 2>err || fail "cmake --install"
mkdir moved && mv first/prefix moved/here && root=$work/moved/here
lib=$(dirname "$(find "$root" -name libkharita.so.0)")
[ -e "$lib/libkharita.so" ] && [ -e "$lib/libkharita.a" ] || fail "a library is missing"

# What is exported.
sed -n '/^KHARITA_API/,/;/p' "$root/include/kharita.h" | grep -oE '\bkharita_[a-z_]+\(' | tr -d '(' | sort -u >declared
[ -s declared ] || fail "the header declares nothing"
nm -D --defined-only "$lib/libkharita.so" | awk '$2 != "A" {sub(/@.*/, "", $3); print $3}' | sort >out
diff declared out >err || fail "libkharita.so exports other names than kharita.h declares"
nm -g --defined-only "$lib/libkharita.a" | awk 'NF == 3 {print $3}' | grep -v '^__odr_asan' | sort >out
diff declared out >err || fail "libkharita.a exports other names than kharita.h declares"
readelf -d "$lib/libkharita.so" >out
expect_out "[libkharita.so.0]"
for absent in gdal cairo sqlite; do
	! grep -i "NEEDED.*$absent" out || fail "the library links $absent"
done
nm -D --undefined-only "$lib/libkharita.so" | awk '{sub(/@.*/, "", $2); print $2}' | sort >imported
printf '%s\n' _exit abort err exit fputs perror printf putchar puts quick_exit setlocale stderr stdout vprintf warn |
	comm -12 - imported >out
case "${CFLAGS-}" in
*-fsanitize* | *--coverage*) ;;
*) [ ! -s out ] || fail "the library prints, ends the process or sets the locale" ;;
esac

# The example, built as its first lines say.
export PKG_CONFIG_PATH=$lib/pkgconfig
flags="-std=c11 -Wall -Wextra -Werror ${CFLAGS-}"
pkg-config --modversion kharita >out 2>err || fail "pkg-config does not find it"
"$KHARITA" --version >version
grep -qx "kharita $(cat out)" version || fail "the version of kharita.pc is not the program's"
# shellcheck disable=SC2046,SC2086
"$CC" $flags "$SOURCE_DIR/examples/embed.c" $(pkg-config --cflags --libs kharita) -Wl,-rpath,"$lib" -o by_pkgconfig >out 2>err ||
	fail "embed.c with pkg-config"
ldd by_pkgconfig >out
expect_out "$lib/libkharita.so.0"
mkdir -p static/bin
# shellcheck disable=SC2046,SC2086
"$CC" $flags "$SOURCE_DIR/examples/embed.c" $(pkg-config --cflags kharita) "$lib/libkharita.a" \
	$(pkg-config --static --libs kharita | sed 's/-lkharita//') -o by_static >out 2>err ||
	fail "embed.c with the static library"

mkdir project
cat >project/CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.25)
project(embed C)
find_package(kharita 0.1 REQUIRED COMPONENTS shared static)
add_executable(embed_shared embed.c)
target_link_libraries(embed_shared PRIVATE kharita::kharita)
add_executable(embed_static embed.c)
target_link_libraries(embed_static PRIVATE kharita::static)
END
cp "$SOURCE_DIR/examples/embed.c" project
"$CMAKE" -S project -B project/build -DCMAKE_PREFIX_PATH="$root" >out 2>err || fail "find_package(kharita)"
"$CMAKE" --build project/build >out 2>err || fail "embed.c with CMake"
sed -i 's/kharita 0.1 /kharita 99 /' project/CMakeLists.txt
! "$CMAKE" -S project -B project/other -DCMAKE_PREFIX_PATH="$root" >out 2>err || fail "version 99 was found"

# From C++ too, where there is a compiler for it.
if command -v c++ >/dev/null; then
	printf '#include <kharita.h>\nint main() { return kharita_version()[0] ? 0 : 1; }\n' >embed.cpp
	# shellcheck disable=SC2046,SC2086
	c++ ${CFLAGS-} embed.cpp $(pkg-config --cflags --libs kharita) -Wl,-rpath,"$lib" -o by_cpp >out 2>err || fail "C++"
	./by_cpp || fail "the C++ program"
fi

# They give what the program gives, whose gazetteer is found beside the library, or named when it was linked in.
for file in "$articles"/*.txt; do
	"$KHARITA" extract --published 2021-09-18 "$file"
done >expected 2>err
[ -s expected ] || fail "the program gives nothing"
"$KHARITA" lookup --json 'Deir ez-Zor' >expected_lookup
unset KHARITA_GAZETTEER
for program in ./by_pkgconfig project/build/embed_shared; do
	$program 2021-09-18 "$articles"/*.txt >out 2>err || fail "$program"
	cmp out expected 2>err || fail "$program gives other bytes than the program"
	$program --lookup 'Deir ez-Zor' >out 2>err || fail "$program --lookup"
	cmp out expected_lookup 2>err || fail "$program looks up other places than the program"
done
for program in ./by_static project/build/embed_static; do
	! $program 2021-09-18 "$articles"/*.txt >out 2>err || fail "$program found a gazetteer"
	expect_err "KHARITA_GAZETTEER"
	KHARITA_GAZETTEER=$root/share/kharita/kharita.gaz $program 2021-09-18 "$articles"/*.txt >out 2>err || fail "$program"
	cmp out expected 2>err || fail "$program gives other bytes than the program"
done
cp by_static "$root/bin/embed"
"$root/bin/embed" 2021-09-18 "$articles"/*.txt >out 2>err || fail "a static program beside share/"
cmp out expected 2>err || fail "a static program beside share/ gives other bytes"

# An input that is no article is told by the library's message, and the rest is done.
printf 'Nothing Arabic here.\n' >latin.txt
./by_pkgconfig 2021-09-18 latin.txt "$articles/01_convoy_kabajib.txt" >out 2>err
status=$?
expect_status 1
expect_err "not Arabic"
expect_lines 1
