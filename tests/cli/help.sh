# Every command is in the help, the man page and the completion, with all its options.
. "$(dirname "$0")/lib.sh"

run --help
expect_status 0
expect_quiet
expect_out "usage: kharita COMMAND"
cp out help
run
expect_status 2
diff err help || fail "no command shows other help than --help"

run help --man
expect_status 0
cp out man
run help --completion
expect_status 0
cp out completion
bash -n completion || fail "the completion is no bash"

for command in map extract layers tiles poster explain lookup gazetteer; do
	grep -q "^  $command " help || fail "--help lacks $command"
	grep -q "^\.SS kharita $command " man || fail "the man page lacks $command"
	run help $command
	expect_status 0
	expect_out "usage: kharita $command"
	mv out help_command
	run $command --help
	expect_status 0
	diff out help_command || fail "'help $command' and '$command --help' differ"
	for option in $(grep -oE '^ +(-., +)?--[a-z-]+' out | grep -oE -- '--[a-z-]+'); do
		sed -n "/^\.SS kharita $command /,/^\.S[SH] /p" man | tr -d '\\' | grep -qF -- "$option" ||
			grep -qF -- "$(printf '%s' "$option" | sed 's/-/\\-/g')" man || fail "the man page lacks $option"
		grep -E "^[[:space:]]*$command\)" completion | grep -qF -- "$option" || fail "the completion lacks $option"
	done
done

# Completion in action: "kharita ma", "kharita extract --js".
. ./completion
COMP_WORDS=(kharita ma) COMP_CWORD=1
_kharita
[ "${COMPREPLY[*]}" = map ] || fail "'ma' completes to '${COMPREPLY[*]}'"
COMP_WORDS=(kharita extract --jo) COMP_CWORD=2
_kharita
[ "${COMPREPLY[*]}" = --jobs ] || fail "'extract --jo' completes to '${COMPREPLY[*]}'"

# The man page's text, as man shows it, has no broken macro.
! grep -nE '^\.[^A-Z\\]' man || fail "a line of the man page begins with a dot"
