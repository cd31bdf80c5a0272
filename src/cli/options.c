#include "cli/options.h"

#include "base/log.h"
#include "cli/help.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { GO_ON = -1, NAME_BYTES = 64, MAX_NAMES = 64 };

const struct option common_option_table[] = {
	{"quiet", 'q', OPTION_FLAG, offsetof(struct common_options, quiet), NULL, "say nothing but errors"},
	{"verbose", 'v', OPTION_FLAG, offsetof(struct common_options, verbose), NULL, "say more of what is done"},
	{"help", 'h', OPTION_FLAG, offsetof(struct common_options, help), NULL, "show this help"},
	OPTIONS_END,
};

void option_list_free(struct option_list *l)
{
	free(l->items);
	*l = (struct option_list){NULL, 0};
}

static void diagnostics_print(enum log_level level, const char *message)
{
	(void)level;
	fprintf(stderr, "kharita: %s\n", message);
}

void diagnostics_init(void)
{
	log_set_sink(diagnostics_print);
}

int usage_error(const struct command *c, const char *fmt, ...)
{
	char message[768];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(message, sizeof message, fmt, ap);
	va_end(ap);
	bool asks = message[0] && message[strlen(message) - 1] == '?';
	log_write(LOG_ERROR, "%s%s%s%s see 'kharita %s%s--help'", c ? c->name : "", c ? ": " : "", message,
	          asks ? "" : ";", c ? c->name : "", c ? " " : "");
	return err_exit_status(ERR_USAGE);
}

int report_error(const struct error *e)
{
	log_write(LOG_ERROR, "%s", e->msg);
	return err_exit_status(e->code);
}

/* Optimal string alignment: insertions, deletions, replacements and swaps of neighbours, on bytes. */
static size_t edit_distance(const char *a, const char *b)
{
	size_t rows[3][NAME_BYTES + 1];
	size_t n = strlen(b);
	if (n > NAME_BYTES || strlen(a) > NAME_BYTES)
		return SIZE_MAX;
	for (size_t j = 0; j <= n; j++)
		rows[0][j] = j;
	for (size_t i = 1; a[i - 1]; i++) {
		const size_t *before = rows[(i + 1) % 3];
		const size_t *above = rows[(i - 1) % 3];
		size_t *row = rows[i % 3];
		row[0] = i;
		for (size_t j = 1; j <= n; j++) {
			size_t best = above[j - 1] + (a[i - 1] != b[j - 1]);
			best = above[j] + 1 < best ? above[j] + 1 : best;
			best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && before[j - 2] + 1 < best)
				best = before[j - 2] + 1;
			row[j] = best;
		}
	}
	return rows[strlen(a) % 3][n];
}

const char *nearest_name(const char *typed, const char *const *names, size_t n)
{
	const char *nearest = NULL;
	size_t best = strlen(typed) / 3 + 1;
	for (size_t i = 0; i < n; i++) {
		size_t d = edit_distance(typed, names[i]);
		if (d < best || (d == best && !nearest)) {
			best = d;
			nearest = names[i];
		}
	}
	return nearest;
}

static const struct option *option_by_name(const struct option *table, struct sv name)
{
	for (; table->name; table++)
		if (sv_eq_cstr(name, table->name))
			return table;
	return NULL;
}

static const struct option *option_by_letter(const struct option *table, char letter)
{
	for (; table->name; table++)
		if (table->letter == letter)
			return table;
	return NULL;
}

static int unknown_option(const struct command *c, struct sv name)
{
	const char *names[MAX_NAMES];
	char typed[NAME_BYTES + 1] = "";
	size_t n = 0;
	for (const struct option *o = c->options; o->name && n < MAX_NAMES; o++)
		names[n++] = o->name;
	for (const struct option *o = common_option_table; o->name && n < MAX_NAMES; o++)
		names[n++] = o->name;
	struct sv head = sv_take(name, NAME_BYTES);
	memcpy(typed, head.ptr, head.len);
	const char *near = name.len <= NAME_BYTES ? nearest_name(typed, names, n) : NULL;
	if (near)
		return usage_error(c, "unknown option '--%.*s', did you mean '--%s'?", SV_ARG(name), near);
	return usage_error(c, "unknown option '--%.*s'", SV_ARG(name));
}

static bool parse_bytes(const char *s, size_t *out)
{
	static const struct {
		char suffix;
		unsigned shift;
	} units[] = {{'K', 10}, {'k', 10}, {'M', 20}, {'m', 20}, {'G', 30}, {'g', 30}};
	struct sv digits = sv_cstr(s);
	unsigned shift = 0;
	for (size_t i = 0; digits.len && i < sizeof units / sizeof units[0]; i++)
		if (digits.ptr[digits.len - 1] == units[i].suffix)
			shift = units[i].shift;
	if (shift)
		digits.len--;
	int64_t n = 0;
	bool starts_well = digits.len && digits.ptr[0] >= '0' && digits.ptr[0] <= '9';
	if (!starts_well || !sv_to_int(digits, &n) || n > INT64_MAX >> shift)
		return false;
	*out = (size_t)n << shift;
	return true;
}

static bool parse_count(const char *s, unsigned *out)
{
	int64_t n = 0;
	if (s[0] < '0' || s[0] > '9' || !sv_to_int(sv_cstr(s), &n) || n > INT32_MAX)
		return false;
	*out = (unsigned)n;
	return true;
}

static int list_push(struct option_list *l, const char *item)
{
	const char **larger = realloc(l->items, (l->n + 1) * sizeof *larger);
	if (!larger) {
		log_write(LOG_ERROR, "out of memory");
		return err_exit_status(ERR_NOMEM);
	}
	l->items = larger;
	l->items[l->n++] = item;
	return GO_ON;
}

static int option_store(const struct command *c, const struct option *o, const char *argument, void *values)
{
	void *field = (char *)values + o->offset;
	switch (o->kind) {
	case OPTION_FLAG:
		*(bool *)field = true;
		return GO_ON;
	case OPTION_TEXT:
		*(const char **)field = argument;
		return GO_ON;
	case OPTION_LIST:
		return list_push(field, argument);
	case OPTION_COUNT:
		if (parse_count(argument, field))
			return GO_ON;
		return usage_error(c, "'--%s' takes a whole number, not '%s'", o->name, argument);
	case OPTION_BYTES:
		if (parse_bytes(argument, field))
			return GO_ON;
		return usage_error(c, "'--%s' takes a number of bytes such as 64M, not '%s'", o->name, argument);
	}
	return GO_ON;
}

struct parse {
	const struct command *command;
	int argc, next; /* next: index of the argument read after this one */
	char **argv;
	void *values;
};

static int parse_long(struct parse *p, const char *text)
{
	struct sv rest = sv_cstr(text);
	struct sv name;
	bool has_value = strchr(text, '=') != NULL;
	sv_split(&rest, '=', &name);
	const struct option *o = option_by_name(p->command->options, name);
	if (!o)
		o = option_by_name(common_option_table, name);
	if (!o)
		return unknown_option(p->command, name);
	if (o->kind == OPTION_FLAG && has_value)
		return usage_error(p->command, "'--%s' takes no argument", o->name);
	const char *argument = has_value ? rest.ptr : NULL;
	if (o->kind != OPTION_FLAG && !argument) {
		if (p->next >= p->argc)
			return usage_error(p->command, "'--%s' needs an argument: %s", o->name, o->argument);
		argument = p->argv[p->next++];
	}
	return option_store(p->command, o, argument, p->values);
}

/* "-qv", "-oDIR", "-o DIR" */
static int parse_letters(struct parse *p, const char *letters)
{
	int status = GO_ON;
	for (; *letters && status == GO_ON; letters++) {
		const struct option *o = option_by_letter(p->command->options, *letters);
		if (!o)
			o = option_by_letter(common_option_table, *letters);
		if (!o)
			return usage_error(p->command, "unknown option '-%c'", *letters);
		if (o->kind == OPTION_FLAG) {
			status = option_store(p->command, o, NULL, p->values);
			continue;
		}
		const char *argument = letters[1] ? letters + 1 : NULL;
		if (!argument) {
			if (p->next >= p->argc)
				return usage_error(p->command, "'-%c' needs an argument: %s", *letters, o->argument);
			argument = p->argv[p->next++];
		}
		return option_store(p->command, o, argument, p->values);
	}
	return status;
}

int options_parse(const struct command *c, int *argc, char **argv, void *values)
{
	struct parse p = {.command = c, .argc = *argc, .next = 1, .argv = argv, .values = values};
	const struct common_options *common = values;
	int n_arguments = 1;
	bool only_arguments = false;
	int status = GO_ON;
	while (p.next < p.argc && status == GO_ON) {
		char *arg = argv[p.next++];
		if (only_arguments || arg[0] != '-' || arg[1] == '\0')
			argv[n_arguments++] = arg;
		else if (strcmp(arg, "--") == 0)
			only_arguments = true;
		else if (arg[1] == '-')
			status = parse_long(&p, arg + 2);
		else
			status = parse_letters(&p, arg + 1);
		if (status == GO_ON && common->help) {
			help_command(stdout, c);
			return fflush(stdout) == 0 ? 0 : err_exit_status(ERR_IO);
		}
	}
	if (status == GO_ON)
		*argc = n_arguments;
	log_set_level(common->quiet ? LOG_ERROR : common->verbose ? LOG_DEBUG : LOG_INFO);
	return status;
}
