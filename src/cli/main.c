#include "cli/cli.h"
#include "cli/help.h"
#include "cli/version.h"
#include "cli/writer.h"

#include <signal.h>
#include <stdio.h>

const struct command *const commands[] = {
	&command_map,     &command_watch,   &command_review, &command_extract, &command_read, &command_layers,    &command_tiles, &command_poster,
	&command_explain, &command_lookup,  &command_gazetteer, NULL,
};

static const struct command *command_find(const char *name)
{
	for (const struct command *const *c = commands; *c; c++)
		if (strcmp((*c)->name, name) == 0)
			return *c;
	return NULL;
}

static int unknown_command(const char *name)
{
	const char *names[sizeof commands / sizeof commands[0]];
	size_t n = 0;
	for (const struct command *const *c = commands; *c; c++)
		names[n++] = (*c)->name;
	const char *near = nearest_name(name, names, n);
	if (near)
		return usage_error(NULL, "unknown command '%s', did you mean '%s'?", name, near);
	return usage_error(NULL, "unknown command '%s'", name);
}

static int flushed(void)
{
	struct error e;
	if (fflush(stdout) == 0)
		return 0;
	error_errno(&e, ERR_IO, "cannot write to standard output");
	return report_error(&e);
}

static int cmd_help(int argc, char **argv)
{
	if (argc < 2)
		help_program(stdout, commands);
	else if (strcmp(argv[1], "--man") == 0 && argc > 2 && !command_find(argv[2]))
		return unknown_command(argv[2]);
	else if (strcmp(argv[1], "--man") == 0 && argc > 2)
		help_man_command(stdout, commands, command_find(argv[2]));
	else if (strcmp(argv[1], "--man") == 0)
		help_man(stdout, commands);
	else if (strcmp(argv[1], "--completion") == 0)
		help_completion(stdout, commands);
	else if (command_find(argv[1]))
		help_command(stdout, command_find(argv[1]));
	else if (argv[1][0] == '-')
		return usage_error(NULL, "unknown option '%s' of 'help': it knows '--man' and '--completion'", argv[1]);
	else
		return unknown_command(argv[1]);
	return flushed();
}

static bool is_one_of(const char *arg, const char *a, const char *b)
{
	return strcmp(arg, a) == 0 || strcmp(arg, b) == 0;
}

int main(int argc, char **argv)
{
	diagnostics_init();
	/* A reader that goes away ends the program by SIGPIPE, quietly, also when the parent ignored that signal. */
	signal(SIGPIPE, SIG_DFL);
	if (argc < 2) {
		help_program(stderr, commands);
		return err_exit_status(ERR_USAGE);
	}
	if (is_one_of(argv[1], "--help", "-h"))
		return cmd_help(1, argv);
	if (is_one_of(argv[1], "--version", "-V"))
		return version_print();
	if (strcmp(argv[1], "help") == 0)
		return cmd_help(argc - 1, argv + 1);
	if (argv[1][0] == '-')
		return usage_error(NULL, "unknown option '%s' before the command", argv[1]);
	const struct command *c = command_find(argv[1]);
	if (!c)
		return unknown_command(argv[1]);
	return c->run ? c->run(argc - 1, argv + 1) : writer_exec(argv + 1);
}
