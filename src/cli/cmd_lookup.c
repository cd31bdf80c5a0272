#include "cli/cli.h"
#include "gazetteer/lookup.h"
#include "result/json_out.h"

#include <stdio.h>
#include <stdlib.h>

enum { DEFAULT_MATCHES = 10, COLUMNS = 8, CELL_BYTES = 512, MAX_JSON_BYTES = 256 * 1024 * 1024 };

struct lookup_options {
	struct common_options common;
	bool json, all;
	const char *gazetteer;
	struct option_list overlays;
};

#define FIELD(field) offsetof(struct lookup_options, field)

static const struct option lookup_table[] = {
	{"json", 0, OPTION_FLAG, FIELD(json), NULL, "print a JSON array"},
	{"all", 0, OPTION_FLAG, FIELD(all), NULL, "print every match, not only the ten best"},
	{"gazetteer", 0, OPTION_TEXT, FIELD(gazetteer), "FILE", "compiled gazetteer (default: the installed one)"},
	{"overlay", 0, OPTION_LIST, FIELD(overlays), "FILE",
	 "places of your own on top, columns as places.tsv; repeatable"},
	OPTIONS_END,
};

static const char *const lookup_examples[] = {
	"kharita lookup 'Deir ez-Zor'",
	"what the gazetteer knows of a place",
	"kharita lookup --json --all 'SY0902'",
	"by P-code, for a script",
	NULL,
};

static void put_field(struct buf *b, const char *name, struct sv s)
{
	json_key(b, name);
	json_text_or_null(b, s);
}

static void put_degrees(struct buf *b, const char *name, const struct place *p, double degrees)
{
	json_key(b, name);
	if (p->has_point)
		json_number(b, degrees, 6);
	else
		json_none(b);
}

static void put_match(struct buf *b, const struct gazetteer *g, const struct gazetteer_match *m)
{
	const struct place *p = gazetteer_place(g, (size_t)m->place);
	buf_append_char(b, '{');
	put_field(b, "place_id", p->id);
	put_field(b, "name_ar", p->name_ar);
	put_field(b, "name_en", p->name_en);
	put_field(b, "kind", sv_cstr(place_kind_name(p->kind)));
	put_field(b, "feature_code", p->feature_code);
	put_field(b, "admin1", p->admin1);
	put_field(b, "admin2", p->admin2);
	put_field(b, "admin3", p->admin3);
	put_degrees(b, "lat", p, p->point.lat_deg);
	put_degrees(b, "lon", p, p->point.lon_deg);
	put_field(b, "confidence", sv_cstr(place_confidence_name(p->confidence)));
	json_key(b, "score");
	json_number(b, m->score, 3);
	buf_append_char(b, '}');
}

/* One array, an object a line. */
static enum err print_json(const struct gazetteer *g, const struct gazetteer_match *m, size_t n)
{
	struct buf b;
	buf_init(&b, MAX_JSON_BYTES);
	buf_append_char(&b, '[');
	for (size_t i = 0; i < n; i++) {
		buf_append_cstr(&b, i ? ",\n" : "\n");
		put_match(&b, g, &m[i]);
	}
	buf_append_cstr(&b, n ? "\n]\n" : "]\n");
	bool whole = buf_ok(&b);
	if (whole)
		fwrite(b.ptr, 1, b.len, stdout);
	buf_release(&b);
	return whole ? OK : ERR_NOMEM;
}

struct row {
	char cells[COLUMNS][CELL_BYTES];
};

/* A text too long is cut between two characters. */
static void set_cell(struct row *r, size_t column, struct sv s)
{
	size_t n = s.len < CELL_BYTES ? s.len : CELL_BYTES - 1;
	while (n && n < s.len && ((unsigned char)s.ptr[n] & 0xC0) == 0x80)
		n--;
	memcpy(r->cells[column], s.ptr, n);
	r->cells[column][n] = '\0';
}

/* "Deir ez-Zor / Abu Kamal": the admin units from the largest, each once. */
static void set_admin(struct row *r, size_t column, const struct place *p)
{
	const struct sv units[] = {p->admin1, p->admin2, p->admin3};
	char path[CELL_BYTES] = "";
	size_t used = 0;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (units[i].len == 0 || used + units[i].len + 4 >= sizeof path)
			continue;
		int n = snprintf(path + used, sizeof path - used, "%s%.*s", used ? " / " : "", SV_ARG(units[i]));
		used += n > 0 ? (size_t)n : 0;
	}
	set_cell(r, column, sv_make(path, used));
}

static void fill_row(const struct gazetteer *g, const struct gazetteer_match *m, struct row *r)
{
	const struct place *p = gazetteer_place(g, (size_t)m->place);
	set_cell(r, 0, p->id);
	set_cell(r, 1, p->name_ar);
	set_cell(r, 2, p->name_en);
	set_cell(r, 3, sv_cstr(place_kind_name(p->kind)));
	set_admin(r, 4, p);
	if (p->has_point)
		snprintf(r->cells[5], CELL_BYTES, "%.5f %.5f", p->point.lat_deg, p->point.lon_deg);
	set_cell(r, 6, sv_cstr(place_confidence_name(p->confidence)));
	set_cell(r, 7, p->source);
}

/* Terminal columns of a text: code points but for Arabic vowel marks. */
static size_t text_width(const char *s)
{
	size_t width = 0;
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;
		bool mark = c == 0xD9 && (unsigned char)s[1] >= 0x8B && (unsigned char)s[1] <= 0x92;
		width += (c & 0xC0) != 0x80 && !mark;
	}
	return width;
}

static void print_row(const struct row *r, const size_t *widths)
{
	for (size_t c = 0; c < COLUMNS; c++) {
		bool last = c + 1 == COLUMNS;
		fputs(r->cells[c], stdout);
		if (!last)
			printf("%*s", (int)(widths[c] - text_width(r->cells[c]) + 2), "");
	}
	putchar('\n');
}

static enum err print_table(const struct gazetteer *g, const struct gazetteer_match *m, size_t n)
{
	static const struct row HEADINGS = {
		{"id", "name", "English", "kind", "in", "lat lon", "confidence", "source"}};
	size_t widths[COLUMNS] = {0};
	struct row *rows = calloc(n + 1, sizeof *rows);
	if (!rows)
		return ERR_NOMEM;
	rows[0] = HEADINGS;
	for (size_t i = 0; i < n; i++)
		fill_row(g, &m[i], &rows[i + 1]);
	for (size_t i = 0; i <= n; i++) {
		for (size_t c = 0; c < COLUMNS; c++) {
			size_t w = text_width(rows[i].cells[c]);
			widths[c] = w > widths[c] ? w : widths[c];
		}
	}
	for (size_t i = 0; i <= n; i++)
		print_row(&rows[i], widths);
	free(rows);
	return OK;
}

static enum err answer(struct arena *a, const struct gazetteer *g, const struct lookup_options *o, struct sv name,
                       struct error *e)
{
	jmp_buf escape;
	struct gazetteer_match *matches = NULL;
	if (setjmp(escape) != 0)
		return error_set(e, ERR_NOMEM, "no memory to look '%.*s' up", SV_ARG(name));
	a->escape = &escape;
	size_t n = gazetteer_lookup(a, g, name, o->all ? 0 : DEFAULT_MATCHES, &matches);
	a->escape = NULL;
	enum err result = OK;
	if (o->json)
		result = print_json(g, matches, n);
	else if (n == 0)
		fprintf(stderr, "kharita: the gazetteer has no place like '%.*s'\n", SV_ARG(name));
	else
		result = print_table(g, matches, n);
	if (result == OK && fflush(stdout) != 0)
		return error_errno(e, ERR_IO, "cannot write to standard output");
	return result == OK ? OK : error_set(e, result, "no memory to print the matches");
}

/* The arguments joined with blanks: quotes around a name of several words are not needed. */
static char *join_arguments(int argc, char **argv)
{
	size_t len = 1;
	for (int i = 1; i < argc; i++)
		len += strlen(argv[i]) + 1;
	char *name = calloc(len, 1);
	for (int i = 1; name && i < argc; i++) {
		if (i > 1)
			strcat(name, " ");
		strcat(name, argv[i]);
	}
	return name;
}

static int cmd_lookup(int argc, char **argv);

const struct command command_lookup = {
	.name = "lookup",
	.summary = "what the gazetteer knows of a name",
	.arguments = "NAME",
	.description = "NAME is an Arabic or English name, a P-code or an identifier. Without an exact match the\n"
	               "nearest spellings are shown. --json prints one array, best match first, [] for none.",
	.options = lookup_table,
	.examples = lookup_examples,
	.run = cmd_lookup,
};

static int cmd_lookup(int argc, char **argv)
{
	struct lookup_options o = {0};
	struct error e = {0};
	struct gazetteer *g = NULL;
	struct arena arena;
	int status = options_parse(&command_lookup, &argc, argv, &o);
	if (status >= 0) {
		option_list_free(&o.overlays);
		return status;
	}
	char *name = join_arguments(argc, argv);
	arena_init(&arena, 0);
	enum err result = OK;
	if (!name)
		result = error_set(&e, ERR_NOMEM, "out of memory");
	else if (sv_trim(sv_cstr(name)).len == 0)
		status = usage_error(&command_lookup, "which name? give one");
	else
		result = gazetteer_open_overlaid(o.gazetteer, o.overlays.items, o.overlays.n, &g, &e);
	if (result == OK && g)
		result = answer(&arena, g, &o, sv_cstr(name), &e);
	gazetteer_close(g);
	arena_release(&arena);
	option_list_free(&o.overlays);
	free(name);
	if (result != OK)
		return report_error(&e);
	return status >= 0 ? status : 0;
}
