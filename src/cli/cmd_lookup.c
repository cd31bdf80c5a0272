#include "cli/cli.h"
#include "result/lookup_json.h"

#include <stdio.h>
#include <stdlib.h>

enum { DEFAULT_MATCHES = 10, COLUMNS = 9, CELL_BYTES = 512, MAX_JSON_BYTES = 256 * 1024 * 1024 };

struct lookup_options {
	struct common_options common;
	bool json, all;
	const char *gazetteer, *near;
	struct option_list overlays;
};

/* The question and what answers it. */
struct asked {
	const struct gazetteer *gazetteer;
	struct sv name;
	bool has_near;
	struct lonlat near;
	struct gazetteer_match *matches;
	size_t n;
};

#define FIELD(field) offsetof(struct lookup_options, field)

static const struct option lookup_table[] = {
	{"json", 0, OPTION_FLAG, FIELD(json), NULL, "print a JSON array"},
	{"all", 0, OPTION_FLAG, FIELD(all), NULL, "print every match, not only the ten best"},
	{"near", 0, OPTION_TEXT, FIELD(near), "NAME|LON,LAT",
	 "show the distance from there and let it rank places of one name"},
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
	"kharita lookup --near الميادين 'قرية الطيبة'",
	"places of one name, those near another place first",
	NULL,
};

/* One array, an object a line. */
static enum err print_json(const struct asked *q)
{
	struct buf b;
	buf_init(&b, MAX_JSON_BYTES);
	lookup_write_json(q->gazetteer, q->matches, q->n, q->has_near, &b);
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

static void fill_row(const struct asked *q, const struct gazetteer_match *m, struct row *r)
{
	const struct place *p = gazetteer_place(q->gazetteer, (size_t)m->place);
	set_cell(r, 0, p->id);
	set_cell(r, 1, p->name_ar);
	set_cell(r, 2, p->name_en);
	set_cell(r, 3, sv_cstr(place_kind_name(p->kind)));
	set_admin(r, 4, p);
	if (p->has_point)
		snprintf(r->cells[5], CELL_BYTES, "%.5f %.5f", p->point.lat_deg, p->point.lon_deg);
	if (m->distance_m >= 0)
		snprintf(r->cells[6], CELL_BYTES, "%.1f", m->distance_m / 1000);
	snprintf(r->cells[7], CELL_BYTES, "%.2f %s", m->score, m->how);
	snprintf(r->cells[8], CELL_BYTES, "%s; %.*s", place_confidence_name(p->confidence), SV_ARG(p->source));
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

static enum err print_table(const struct asked *q)
{
	static const struct row HEADINGS = {
		{"id", "name", "English", "kind", "in", "lat lon", "km", "match", "confidence; source"}};
	size_t widths[COLUMNS] = {0};
	struct row *rows = calloc(q->n + 1, sizeof *rows);
	if (!rows)
		return ERR_NOMEM;
	rows[0] = HEADINGS;
	if (!q->has_near)
		rows[0].cells[6][0] = '\0';
	for (size_t i = 0; i < q->n; i++)
		fill_row(q, &q->matches[i], &rows[i + 1]);
	for (size_t i = 0; i <= q->n; i++) {
		for (size_t c = 0; c < COLUMNS; c++) {
			size_t w = text_width(rows[i].cells[c]);
			widths[c] = w > widths[c] ? w : widths[c];
		}
	}
	for (size_t i = 0; i <= q->n; i++)
		print_row(&rows[i], widths);
	free(rows);
	return OK;
}

/* "LON,LAT", or a name: the best match that has a position. */
static enum err find_near(struct arena *a, const char *near, struct asked *q, struct error *e)
{
	struct sv rest = sv_cstr(near);
	struct sv lon;
	struct gazetteer_match *m = NULL;
	q->has_near = true;
	if (sv_split(&rest, ',', &lon) && sv_to_double(sv_trim(lon), &q->near.lon_deg) && rest.ptr &&
	    sv_to_double(sv_trim(rest), &q->near.lat_deg)) {
		bool fits = q->near.lon_deg >= -180 && q->near.lon_deg <= 180 && q->near.lat_deg >= -90 &&
		            q->near.lat_deg <= 90;
		return fits ? OK : error_set(e, ERR_USAGE, "'--near %s' is no position: give LON,LAT in degrees", near);
	}
	size_t n = gazetteer_lookup(a, q->gazetteer, sv_cstr(near), NULL, 0, &m);
	for (size_t i = 0; i < n; i++) {
		const struct place *p = gazetteer_place(q->gazetteer, (size_t)m[i].place);
		if (p->has_point) {
			q->near = p->point;
			return OK;
		}
	}
	return error_set(e, ERR_DATA, "'--near %s': the gazetteer knows no position of such a place; give LON,LAT", near);
}

static enum err ask(struct arena *a, const struct lookup_options *o, struct asked *q, struct error *e)
{
	jmp_buf escape;
	if (setjmp(escape) != 0)
		return error_set(e, ERR_NOMEM, "no memory to look '%.*s' up", SV_ARG(q->name));
	a->escape = &escape;
	enum err result = o->near ? find_near(a, o->near, q, e) : OK;
	if (result == OK)
		q->n = gazetteer_lookup(a, q->gazetteer, q->name, o->near ? &q->near : NULL, o->all ? 0 : DEFAULT_MATCHES,
		                        &q->matches);
	a->escape = NULL;
	return result;
}

static enum err answer(const struct asked *q, const struct lookup_options *o, struct error *e)
{
	enum err result = OK;
	if (o->json)
		result = print_json(q);
	else if (q->n == 0)
		fprintf(stderr, "kharita: the gazetteer has no place like '%.*s'\n", SV_ARG(q->name));
	else
		result = print_table(q);
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
	.description = "NAME is a name in Arabic or Latin letters in any spelling, a P-code or an identifier; a phrase may\n"
	               "stand around it ('قرية المسرب بريف دير الزور', 'Shuhayl, Deir ez-Zor'). Without an exact match the\n"
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
	struct asked q = {.gazetteer = g, .name = sv_cstr(name)};
	if (result == OK && g)
		result = ask(&arena, &o, &q, &e);
	if (result == OK && g)
		result = answer(&q, &o, &e);
	gazetteer_close(g);
	arena_release(&arena);
	option_list_free(&o.overlays);
	free(name);
	if (result != OK)
		return report_error(&e);
	return status >= 0 ? status : 0;
}
