#!/usr/bin/env bash
# Builds, maps and tests on a bare Debian 12: each command does what it needs first. See ./run.sh help.
set -euo pipefail
cd "$(dirname "$0")"

build=build/release

usage() {
	cat <<'END'
usage: ./run.sh COMMAND

  deps              install the Debian packages that are missing (.ci/packages.txt; as root or through sudo)
  build             deps, then build the program into build/release
  map [OPTION...]   build, then map examples/articles into output/ (options are passed on to `kharita map`)
  test              build, then run the tests
  test --clients    as test, then open the results in real clients (QGIS, Chromium, GDAL's
                    programs: .ci/packages-clients.txt, .ci/requirements-clients.txt)
  clean             remove the build trees
  help              this text
END
}

say() { printf '== %s\n' "$*"; }

packages() { sed 's/#.*//' "$1" | tr -s '[:space:]' '\n' | sed '/^$/d'; }

# Names those of the given packages that are not installed.
missing() {
	dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null |
		awk 'BEGIN {for (i = 1; i < ARGC; i++) wanted[ARGV[i]] = 1; ARGC = 1}
		     $2 == "installed" {delete wanted[$1]} END {for (p in wanted) print p}' "$@" | sort
}

as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		env DEBIAN_FRONTEND=noninteractive "$@"
	elif command -v sudo >/dev/null; then
		sudo env DEBIAN_FRONTEND=noninteractive "$@"
	else
		echo "run.sh: installing packages needs root: run it as root or install sudo" >&2
		exit 3
	fi
}

# Installs what is missing of a list of packages.
deps() {
	local wanted lacking
	mapfile -t wanted < <(packages "$1")
	if ! command -v dpkg-query >/dev/null; then
		echo "run.sh: no dpkg here; install these packages (names of Debian 12) by hand: ${wanted[*]}" >&2
		return
	fi
	mapfile -t lacking < <(missing "${wanted[@]}")
	[ "${#lacking[@]}" -gt 0 ] || return 0
	say "installing ${#lacking[@]} packages: ${lacking[*]}"
	as_root apt-get -qq update || say "the package lists could not be renewed; trying those at hand"
	as_root apt-get -qq install -y --no-install-recommends -o Dpkg::Use-Pty=0 "${lacking[@]}" >/dev/null
}

# Python packages of the clients, in a venv of the project's own.
venv() {
	local wanted=.ci/requirements-clients.txt
	cmp -s $wanted .venv/installed.txt && return 0
	say "installing Python packages into .venv"
	python3 -m venv .venv && .venv/bin/pip -q install --disable-pip-version-check -r $wanted && cp $wanted .venv/installed.txt
}

# Builds everything, or the given targets.
build() {
	deps .ci/packages.txt
	if [ -f $build/CMakeCache.txt ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" $build/CMakeCache.txt; then
		say "the build tree belongs to another place: removing it"
		rm -rf $build
	fi
	[ -f $build/build.ninja ] || cmake --preset release
	cmake --build --preset release ${1:+--target "$@"}
}

map() {
	build kharita kharita-write kharita-draw gazetteer styles
	local status=0
	$build/bin/kharita map examples/articles --metadata examples/metadata.tsv -o output "$@" || status=$?
	if [ "$status" -le 1 ]; then
		say "output/ holds:"
		ls -l output
	fi
	return "$status"
}

# Runs ctest and adds its counts to `passed` and `failed`.
run_tests() {
	local log=$build/test.log total now
	TZ=UTC LC_ALL=C.UTF-8 ctest --test-dir $build --output-on-failure --no-tests=error -j "$(nproc)" "$@" | tee "$log" || true
	total=$(sed -n 's/.* tests failed out of \([0-9]*\).*/\1/p' "$log")
	now=$(sed -n 's/.* \([0-9]*\) tests failed out of .*/\1/p' "$log")
	passed=$((passed + ${total:-0} - ${now:-1}))
	failed=$((failed + ${now:-1}))
}

run_test() {
	local clients=no passed=0 failed=0
	case "${1-}" in
	"") ;;
	--clients) clients=yes ;;
	*)
		echo "run.sh: unknown option '$1' of 'test': it knows '--clients'" >&2
		exit 2
		;;
	esac
	build
	run_tests -LE clients
	if [ $clients = yes ]; then
		deps .ci/packages-clients.txt
		venv
		run_tests -L clients
	fi
	echo "$passed passed, $failed failed"
	[ "$failed" -eq 0 ]
}

command=${1-help}
[ $# -eq 0 ] || shift
case "$command" in
deps) deps .ci/packages.txt ;;
build) build ;;
map) map "$@" ;;
test) run_test "$@" ;;
clean) rm -rf build ;;
help | --help | -h) usage ;;
*)
	echo "run.sh: unknown command '$command'; see ./run.sh help" >&2
	exit 2
	;;
esac
