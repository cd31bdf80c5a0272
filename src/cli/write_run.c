#include "cli/write_run.h"

#include "base/log.h"
#include "cli/options.h"

#include <signal.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
/* The leaks that are not ours (write/label.c) are suppressed without a word on standard error. */
const char *__lsan_default_options(void);
const char *__lsan_default_options(void)
{
	return "print_suppressions=0";
}
#endif

int write_run(const struct write_command *commands, size_t n, int argc, char **argv)
{
	diagnostics_init();
	signal(SIGPIPE, SIG_DFL);
	for (int at = 0; at < 2 && at < argc; at++)
		for (size_t i = 0; i < n; i++)
			if (strcmp(argv[at], commands[i].name) == 0)
				return commands[i].run(argc - at, argv + at);
	return usage_error(NULL, "this sub-program of kharita knows '%s' and '%s'", commands[0].name, commands[n - 1].name);
}

bool write_language(const char *name, enum theme_lang *out)
{
	*out = name && strcmp(name, "en") == 0 ? LANG_EN : LANG_AR;
	return !name || strcmp(name, "en") == 0 || strcmp(name, "ar") == 0;
}
