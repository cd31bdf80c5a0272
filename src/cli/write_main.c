/* kharita-write: the commands that draw and export. `kharita` starts it with the command line it was given. */
#include "base/log.h"
#include "cli/write_commands.h"
#include "cli/write_run.h"

#include <signal.h>
#include <stdio.h>

#if defined(__SANITIZE_ADDRESS__)
/* The leaks that are not ours (write/label.c) are suppressed without a word on standard error. */
const char *__lsan_default_options(void);
const char *__lsan_default_options(void)
{
	return "print_suppressions=0";
}
#endif

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
} table[] = {
	{"layers", write_layers},
	{"tiles", write_tiles},
	{"poster", write_poster},
	{"gazetteer", write_gazetteer},
};

int main(int argc, char **argv)
{
	diagnostics_init();
	signal(SIGPIPE, SIG_DFL);
	/* Started by `kharita` with the command's name as argv[0], by hand with it as argv[1]. */
	for (int at = 0; at < 2 && at < argc; at++)
		for (size_t i = 0; i < sizeof table / sizeof *table; i++)
			if (strcmp(argv[at], table[i].name) == 0)
				return table[i].run(argc - at, argv + at);
	return usage_error(NULL, "the sub-program kharita-write knows 'layers', 'tiles', 'poster' and 'gazetteer'");
}
