/* Option tables and their parser, shared by `kharita` and its sub-programs.
 *
 * A command has a struct of values that begins with `struct common_options`, and a table with one row per option that
 * names the value's field by offset. --help, the man page and bash completion are made from the same table.
 *
 *     struct lookup_options {
 *             struct common_options common;
 *             bool json;
 *     };
 *     static const struct option lookup_table[] = {
 *             {"json", 0, OPTION_FLAG, offsetof(struct lookup_options, json), NULL, "print JSON"},
 *             OPTIONS_END,
 *     };
 *     const struct command command_lookup = {
 *             .name = "lookup", .arguments = "NAME", .options = lookup_table, .run = cmd_lookup, ...
 *     };
 *     static int cmd_lookup(int argc, char **argv)
 *     {
 *             struct lookup_options o = {0};
 *             int status = options_parse(&command_lookup, &argc, argv, &o);
 *             if (status >= 0)
 *                     return status;
 *             if (argc < 2)
 *                     return usage_error(&command_lookup, "which name? give one");
 *             ... argv[1] to argv[argc - 1] are the arguments that are not options ...
 *     } */
#ifndef KHARITA_CLI_OPTIONS_H
#define KHARITA_CLI_OPTIONS_H

#include "base/error.h"
#include "base/sv.h"

enum option_kind {
	OPTION_FLAG,  /* bool: becomes true */
	OPTION_TEXT,  /* const char *: the argument, borrowed from argv; the last one given wins */
	OPTION_LIST,  /* struct option_list: every argument given, in order */
	OPTION_COUNT, /* unsigned: a whole number */
	OPTION_BYTES, /* size_t: a whole number of bytes; K, M, G behind it are powers of 1024 */
};

struct option {
	const char *name;      /* long form, without "--" */
	char letter;           /* short form, or 0 */
	enum option_kind kind;
	size_t offset;         /* of its field in the command's struct of values */
	const char *argument;  /* the argument's name in the help: "FILE"; NULL for a flag */
	const char *help;      /* a phrase, lower case */
};
#define OPTIONS_END {NULL, 0, OPTION_FLAG, 0, NULL, NULL}

struct option_list {
	const char **items;    /* new array of borrowed strings: option_list_free() */
	size_t n;
};
void option_list_free(struct option_list *l);

/* First member of every command's struct of values: -h, -q, -v, which every command has. */
struct common_options {
	bool help, quiet, verbose;
};
extern const struct option common_option_table[];

struct command {
	const char *name;
	const char *summary;          /* one line, lower case, no full stop */
	const char *arguments;        /* behind the name in the usage line: "INPUT... -o DIR" */
	const char *description;      /* paragraphs of the help and the man page, or NULL */
	const struct option *options; /* ends with OPTIONS_END */
	const char *const *examples;  /* pairs: command line, what it does; ends with NULL; or NULL */
	/* argv[0] is the command's name; returns the exit status. NULL: a sub-program does it. */
	int (*run)(int argc, char **argv);
};

/* Reads argv[1..*argc - 1] into `values` (zeroed or preset by the caller) and sets the log level by -q and -v. Long
 * and short options, --opt=value, -oVALUE, "--", options behind arguments. What is not an option is moved to argv[1..]
 * in its order and counted in *argc. Returns -1 to go on; otherwise the status to end with at once (--help was
 * printed, or the usage error was reported). */
int options_parse(const struct command *c, int *argc, char **argv, void *values);

/* Reports "kharita CMD: message; see 'kharita CMD --help'" and returns the exit status of wrong usage. */
int usage_error(const struct command *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Reports the error and returns its exit status. */
int report_error(const struct error *e);

/* The name nearest to what was typed, for "did you mean"; NULL when none is near. */
const char *nearest_name(const char *typed, const char *const *names, size_t n);

/* Directs the library's diagnostics to standard error as "kharita: message". First thing in main(). */
void diagnostics_init(void);

#endif
