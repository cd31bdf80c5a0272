#include "cli/help.h"

enum { OPTION_COLUMN = 30 };

static const char intro[] =
	"Kharita reads Arabic news on armed incidents in eastern and central Syria, finds the places named,\n"
	"codes the incidents, and writes GIS layers, raster tiles and maps.";

static const struct {
	int status;
	const char *meaning;
} exit_statuses[] = {
	{0, "done"},
	{1, "done, some inputs were rejected"},
	{2, "wrong usage"},
	{3, "input or output failed, or the environment lacks something"},
	{4, "unusable data: no article among the inputs, a damaged gazetteer"},
};

static const struct option program_options[] = {
	{"help", 'h', OPTION_FLAG, 0, NULL, "show this help"},
	{"version", 'V', OPTION_FLAG, 0, NULL, "show the versions of the program, its libraries and the gazetteer"},
	OPTIONS_END,
};

static const struct option help_options[] = {
	{"man", 0, OPTION_TEXT, 0, "[COMMAND]", "the man page, or that of a command, as roff"},
	{"completion", 0, OPTION_FLAG, 0, NULL, "completion for bash"},
	OPTIONS_END,
};

static void print_option(FILE *out, const struct option *o)
{
	char left[128];
	char letter[8] = "    ";
	if (o->letter)
		snprintf(letter, sizeof letter, "-%c, ", o->letter);
	snprintf(left, sizeof left, "%s--%s%s%s", letter, o->name, o->argument ? " " : "",
	         o->argument ? o->argument : "");
	fprintf(out, "  %-*s %s\n", OPTION_COLUMN, left, o->help);
}

static void print_options(FILE *out, const struct option *table)
{
	for (; table->name; table++)
		print_option(out, table);
}

void help_command(FILE *out, const struct command *c)
{
	fprintf(out, "kharita %s: %s\n\nusage: kharita %s [OPTION...] %s\n", c->name, c->summary, c->name,
	        c->arguments);
	if (c->description)
		fprintf(out, "\n%s\n", c->description);
	fprintf(out, "\noptions:\n");
	print_options(out, c->options);
	print_options(out, common_option_table);
	if (!c->examples)
		return;
	fprintf(out, "\nexamples:\n");
	for (const char *const *e = c->examples; e[0]; e += 2)
		fprintf(out, "  %s\n      %s\n", e[0], e[1]);
}

void help_program(FILE *out, const struct command *const *table)
{
	fprintf(out, "%s\n\nusage: kharita COMMAND [OPTION...] [ARGUMENT...]\n\ncommands:\n", intro);
	for (; *table; table++)
		fprintf(out, "  %-10s %s\n", (*table)->name, (*table)->summary);
	fprintf(out, "  %-10s %s\n\noptions:\n", "help", "help on a command; the man page; completion");
	print_options(out, program_options);
	fprintf(out, "\nexit status:\n");
	for (size_t i = 0; i < sizeof exit_statuses / sizeof exit_statuses[0]; i++)
		fprintf(out, "  %d  %s\n", exit_statuses[i].status, exit_statuses[i].meaning);
	fprintf(out, "\n'kharita COMMAND --help' tells more of a command.\n");
}

/* Text for roff: backslash and hyphen escaped, a leading dot or quote guarded. */
static void roff(FILE *out, const char *s)
{
	bool at_start = true;
	for (; *s; s++) {
		if (at_start && (*s == '.' || *s == '\''))
			fputs("\\&", out);
		if (*s == '\\')
			fputs("\\e", out);
		else if (*s == '-')
			fputs("\\-", out);
		else
			fputc(*s, out);
		at_start = *s == '\n';
	}
}

/* An empty line starts a paragraph; indented lines (tables) keep their breaks. */
static void roff_paragraphs(FILE *out, const char *s)
{
	bool verbatim = false;
	while (*s) {
		size_t n = strcspn(s, "\n");
		bool indented = n && *s == ' ';
		if (n && indented != verbatim) {
			fputs(indented ? ".nf\n" : ".fi\n", out);
			verbatim = indented;
		}
		if (n == 0)
			fputs(".PP\n", out);
		char line[512];
		snprintf(line, sizeof line, "%.*s", (int)n, s);
		roff(out, line);
		if (n)
			fputc('\n', out);
		s += n + (s[n] == '\n');
	}
	if (verbatim)
		fputs(".fi\n", out);
}

static void roff_options(FILE *out, const struct option *table)
{
	for (; table->name; table++) {
		fputs(".TP\n", out);
		if (table->letter)
			fprintf(out, "\\fB\\-%c\\fR, ", table->letter);
		fputs("\\fB\\-\\-", out);
		roff(out, table->name);
		fputs("\\fR", out);
		if (table->argument)
			fprintf(out, " \\fI%s\\fR", table->argument);
		fputc('\n', out);
		roff(out, table->help);
		fputc('\n', out);
	}
}

static void roff_examples(FILE *out, const struct command *c)
{
	for (const char *const *e = c->examples; e && e[0]; e += 2) {
		fputs(".PP\n.EX\n", out);
		roff(out, e[0]);
		fputs("\n.EE\n", out);
		roff(out, e[1]);
		fputs(".\n", out);
	}
}

static void roff_command(FILE *out, const struct command *c)
{
	fprintf(out, ".SS kharita %s ", c->name);
	roff(out, c->arguments);
	fputc('\n', out);
	roff(out, c->summary);
	fputs(".\n", out);
	if (c->description) {
		fputs(".PP\n", out);
		roff_paragraphs(out, c->description);
	}
	roff_options(out, c->options);
	roff_examples(out, c);
}

static void roff_exit_status(FILE *out)
{
	fputs(".SH EXIT STATUS\n", out);
	for (size_t i = 0; i < sizeof exit_statuses / sizeof exit_statuses[0]; i++)
		fprintf(out, ".TP\n%d\n%s\n", exit_statuses[i].status, exit_statuses[i].meaning);
}

/* "kharita(1), kharita-map(1), ...": all pages but the one it stands on. */
static void roff_see_also(FILE *out, const struct command *const *table, const struct command *self)
{
	const char *separator = self ? ",\n" : "";
	fputs(self ? ".SH SEE ALSO\n\\fBkharita\\fR(1)" : ".SH SEE ALSO\n", out);
	for (; *table; table++) {
		if (*table == self)
			continue;
		fprintf(out, "%s\\fBkharita\\-%s\\fR(1)", separator, (*table)->name);
		separator = ",\n";
	}
	fputc('\n', out);
}

void help_man(FILE *out, const struct command *const *table)
{
	fprintf(out, ".TH KHARITA 1 \"\" \"kharita %s\" \"User Commands\"\n", KHARITA_VERSION);
	fputs(".SH NAME\nkharita \\- Arabic incident reports to GIS layers, tiles and maps\n", out);
	fputs(".SH SYNOPSIS\n\\fBkharita\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR...] [\\fIARGUMENT\\fR...]\n", out);
	fputs(".SH DESCRIPTION\n", out);
	roff(out, intro);
	fputs("\n.SH OPTIONS\nEvery command knows:\n", out);
	roff_options(out, common_option_table);
	fputs(".PP\nThe program itself knows:\n", out);
	roff_options(out, program_options);
	fputs(".SH COMMANDS\n", out);
	for (const struct command *const *c = table; *c; c++)
		roff_command(out, *c);
	fputs(".SS kharita help [COMMAND]\nhelp on a command, or:\n", out);
	roff_options(out, help_options);
	roff_exit_status(out);
	roff_see_also(out, table, NULL);
}

void help_man_command(FILE *out, const struct command *const *table, const struct command *c)
{
	fputs(".TH KHARITA\\-", out);
	for (const char *s = c->name; *s; s++)
		fputc(*s >= 'a' && *s <= 'z' ? *s - 'a' + 'A' : *s, out);
	fprintf(out, " 1 \"\" \"kharita %s\" \"User Commands\"\n.SH NAME\nkharita\\-%s \\- ", KHARITA_VERSION, c->name);
	roff(out, c->summary);
	fprintf(out, "\n.SH SYNOPSIS\n\\fBkharita %s\\fR [\\fIOPTION\\fR...] ", c->name);
	roff(out, c->arguments);
	fputs("\n.SH DESCRIPTION\n", out);
	roff_paragraphs(out, c->description ? c->description : c->summary);
	fputs(".SH OPTIONS\n", out);
	roff_options(out, c->options);
	roff_options(out, common_option_table);
	if (c->examples)
		fputs(".SH EXAMPLES\n", out);
	roff_examples(out, c);
	roff_exit_status(out);
	roff_see_also(out, table, c);
}

static void completion_words(FILE *out, const struct option *table)
{
	for (; table->name; table++)
		fprintf(out, " --%s", table->name);
}

void help_completion(FILE *out, const struct command *const *table)
{
	fputs("# bash completion for kharita, made by 'kharita help --completion'\n_kharita() {\n"
	      "\tlocal word=${COMP_WORDS[COMP_CWORD]} words=\n"
	      "\tif [ \"$COMP_CWORD\" -eq 1 ]; then\n\t\twords=\"",
	      out);
	for (const struct command *const *c = table; *c; c++)
		fprintf(out, "%s ", (*c)->name);
	fputs("help", out);
	completion_words(out, program_options);
	fputs("\"\n\telse\n\t\tcase ${COMP_WORDS[1]} in\n", out);
	for (const struct command *const *c = table; *c; c++) {
		fprintf(out, "\t\t%s) words=\"", (*c)->name);
		completion_words(out, (*c)->options);
		completion_words(out, common_option_table);
		fputs("\" ;;\n", out);
	}
	fputs("\t\thelp) words=\"", out);
	for (const struct command *const *c = table; *c; c++)
		fprintf(out, "%s ", (*c)->name);
	completion_words(out, help_options);
	fputs("\" ;;\n\t\tesac\n\tfi\n"
	      "\tif [[ $word == -* || $COMP_CWORD -eq 1 || ${COMP_WORDS[1]} == help ]]; then\n"
	      "\t\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
	      "\telse\n\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n\tfi\n}\n"
	      "complete -o filenames -F _kharita kharita\n",
	      out);
}
