/* Tables of the lexicon: cells of a known range, and rows that stand twice. */
#include "gazetteer/checks.h"
#include "gazetteer/phrase.h"

#include <stdlib.h>

/* What the cells of a column may be: words, "#" a number, "@kinds" a list of kinds or "any". Empty cells are left to
 * whoever reads the table. */
static const struct {
	const char *table, *column, *allowed;
} RANGES[] = {
    {"heads", "kinds", "@kinds"},
    {"heads", "number", "s d p"},
    {"heads", "inside", "yes no"},
    {"heads", "open", "yes no wide"},
    {"glue", "split", "yes no"},
    {"common_names", "level", "#"},
    {"area_words", "number", "s d p"},
    {"directions", "form", "noun adjective adverb"},
    {"directions", "direction", "N S E W NE NW SE SW CENTRE"},
    {"months", "month", "#"},
    {"weekdays", "weekday", "#"},
    {"weights", "value", "#"},
    {"org_heads", "reach", "#"},
    {"triggers", "victims", "yes no"},
    {"spatial", "role", "event context origin destination actor same"},
    {"spatial", "relation", "in near bank on_road between from_to"},
    {"area_words", "area", "countryside badia"},
    {"name_parts", "glued", "yes no"},
    {"name_parts", "tail", "yes no"},
    {"road_words", "use", "head between"},
    {"stop_words", "class", "prep verb adjective noun common"},
    {"event_context", "reach", "#"},
    {"weights", "prior", "#"},
    {"actors", "inter", "#"},
    {"actors", "who", "armed civilians"},
    {"casualty", "who", "armed attackers civilians foes martyrs"},
};

/* Columns that say nothing of their own: two rows that differ only there are one. */
static const char *const REMARKS[] = {"gloss", "example", "note"};

static bool is_word_of(struct sv cell, const char *allowed)
{
	struct sv rest = sv_cstr(allowed);
	struct sv word;
	while (sv_split(&rest, ' ', &word))
		if (sv_eq(word, cell))
			return true;
	return false;
}

static bool are_kinds(struct sv cell)
{
	struct sv word;
	enum place_kind kind;
	while (sv_split(&cell, ',', &word))
		if (!sv_eq_cstr(word, "any") && !place_kind_parse(sv_trim(word), &kind))
			return false;
	return true;
}

static bool fits(struct sv cell, const char *allowed)
{
	double number = 0;
	if (strcmp(allowed, "#") == 0)
		return sv_to_double(cell, &number);
	return strcmp(allowed, "@kinds") == 0 ? are_kinds(cell) : is_word_of(cell, allowed);
}

static void check_range(struct check *c, const struct source_table *t, const char *column, const char *allowed)
{
	size_t at = source_column(t, column);
	const char *remedy = strcmp(allowed, "#") == 0        ? "give a number"
	                     : strcmp(allowed, "@kinds") == 0 ? "give kinds of places.tsv, separated by commas, or any"
	                                                      : arena_printf(c->arena, "give one of: %s", allowed).ptr;
	for (size_t i = 0; at != SIZE_MAX && i < t->n_rows; i++) {
		struct sv cell = t->cells[i * t->n_columns + at];
		if (cell.len && !fits(cell, allowed))
			check_report_at(c, FINDING_WARNING, t->file, t->lines[i], remedy, "%s '%.*s' is out of range", column,
			                SV_ARG(cell));
	}
}

struct lexicon_row {
	struct sv text; /* the cells that count, joined */
	size_t row;
};

static int by_text(const void *a, const void *b)
{
	const struct lexicon_row *x = a;
	const struct lexicon_row *y = b;
	int c = sv_cmp(x->text, y->text);
	return c ? c : (x->row > y->row) - (x->row < y->row);
}

static bool is_remark(struct sv column)
{
	for (size_t i = 0; i < sizeof REMARKS / sizeof *REMARKS; i++)
		if (sv_eq_cstr(column, REMARKS[i]))
			return true;
	return false;
}

static void check_twins(struct check *c, const struct source_table *t)
{
	struct lexicon_row *rows = ARENA_ARRAY(c->arena, struct lexicon_row, t->n_rows + 1);
	struct sv *cells = ARENA_ARRAY(c->arena, struct sv, t->n_columns + 1);
	for (size_t i = 0; i < t->n_rows; i++) {
		size_t n = 0;
		for (size_t k = 0; k < t->n_columns; k++)
			if (!is_remark(t->columns[k]))
				cells[n++] = t->cells[i * t->n_columns + k];
		rows[i] = (struct lexicon_row){arena_join(c->arena, cells, n, SV("\t")), i};
	}
	qsort(rows, t->n_rows, sizeof *rows, by_text);
	for (size_t i = 1; i < t->n_rows; i++)
		if (sv_eq(rows[i].text, rows[i - 1].text))
			check_report_at(c, FINDING_WARNING, t->file, t->lines[rows[i].row], "delete one of them",
			                "the row says what line %zu says", t->lines[rows[i - 1].row]);
}

/* A first cell without a text: the row can match nothing. */
static void check_empty(struct check *c, const struct source_table *t)
{
	for (size_t i = 0; i < t->n_rows; i++)
		if (t->cells[i * t->n_columns].len == 0 && sv_eq_cstr(t->columns[0], "word"))
			check_report_at(c, FINDING_WARNING, t->file, t->lines[i], "fill it in, or delete the row",
			                "the word is missing");
}

void check_lexicon(struct check *c)
{
	for (size_t i = 0; i < c->source.n_tables; i++) {
		const struct source_table *t = &c->source.tables[i];
		check_twins(c, t);
		check_empty(c, t);
		for (size_t k = 0; k < sizeof RANGES / sizeof *RANGES; k++)
			if (sv_eq_cstr(t->name, RANGES[k].table))
				check_range(c, t, RANGES[k].column, RANGES[k].allowed);
	}
}
