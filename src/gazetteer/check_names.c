/* The letters of names, and whether a bare name can stand in a running text. */
#include "gazetteer/checks.h"
#include "gazetteer/names.h"
#include "gazetteer/phrase.h"
#include "text/decode.h"
#include "text/text.h"

#include <stdlib.h>

static const char COMMON_LEVEL[] = "2";

/* A place this well known is meant more often than the word that its name is also; one known to every reader, by any of
 * its names. */
enum { MIN_FREE_LETTERS = 3, KNOWN = 3, KNOWN_TO_ALL = 5 };

/* Characters that no name is written with here; the fold takes most of them out, but not where people search. */
static const struct {
	uint32_t first, last;
	const char *what, *remedy;
} STRANGE[] = {
	{0x0001, 0x001F, "a control character", "delete it"},
	{0x007F, 0x009F, "a control character", "delete it"},
	{0x00A0, 0x00A0, "a no-break space", "write a plain space"},
	{0x00C0, 0x024F, "an accented Latin letter", "is the text in the wrong encoding? write Arabic letters"},
	{0x0640, 0x0640, "a tatweel", "delete it"},
	{0x064B, 0x0652, "a vowel mark", "delete it"},
	{0x0670, 0x0670, "a vowel mark", "delete it"},
	{0x0660, 0x0669, "an Eastern digit", "write 0 to 9"},
	{0x06A9, 0x06AA, "a Persian kaf", "write the Arabic kaf"},
	{0x06CC, 0x06CC, "a Persian yeh", "write the Arabic yeh"},
	{0x200B, 0x200F, "an invisible character", "delete it"},
	{0x202A, 0x202E, "an invisible character", "delete it"},
	{0x2060, 0x206F, "an invisible character", "delete it"},
	{0xFB50, 0xFDFF, "a presentation form", "write plain Arabic letters"},
	{0xFE70, 0xFEFF, "a presentation form", "write plain Arabic letters"},
	{0xFFFD, 0xFFFD, "a replacement character", "the text was damaged by a conversion: write it anew"},
};

static const char PUNCTUATION[] = ",;:()[]{}<>\"!?=*";

static bool is_arabic_letter(uint32_t cp)
{
	return cp >= 0x0621 && cp <= 0x064A && cp != 0x0640;
}

/* The first strange character; NULL for none. Counts Arabic letters. */
static const char *strange_in(struct sv name, size_t *n_letters, const char **remedy)
{
	const char *what = NULL;
	*n_letters = 0;
	while (name.len) {
		size_t len = 0;
		uint32_t cp = utf8_next(name, &len);
		name = sv_skip(name, len ? len : 1);
		*n_letters += is_arabic_letter(cp);
		bool joins_code = cp == 0x0640 && name.len && (unsigned char)name.ptr[0] < 0x80; /* "the" before "T2" */
		for (size_t i = 0; !what && !joins_code && i < sizeof STRANGE / sizeof *STRANGE; i++) {
			if (cp >= STRANGE[i].first && cp <= STRANGE[i].last) {
				what = STRANGE[i].what;
				*remedy = STRANGE[i].remedy;
			}
		}
		if (!what && cp < 0x80 && cp && strchr(PUNCTUATION, (int)cp)) {
			what = "punctuation";
			*remedy = "write the bare name; other names go to variants_ar, separated by '|'";
		}
	}
	return what;
}

static void check_spelling(struct check *c, const struct check_name *n)
{
	const struct source_place *row = &c->source.places[n->row];
	const char *remedy = NULL;
	size_t n_letters = 0;
	const char *what = strange_in(n->text, &n_letters, &remedy);
	if (what)
		check_report(c, FINDING_WARNING, row, remedy, "'%.*s' has %s", SV_ARG(n->text), what);
	if (sv_find(n->text, SV("  "), 0) != SIZE_MAX || sv_trim(n->text).len < n->text.len)
		check_report(c, FINDING_WARNING, row, "leave one space between words and none around '|'",
		             "'%.*s' has spaces too many", SV_ARG(n->text));
	if (!n->is_variant && n_letters == 0)
		check_report(c, FINDING_WARNING, row, "give the Arabic name; codes and Latin names are variants",
		             "name_ar '%.*s' has no Arabic letter", SV_ARG(n->text));
}

static void check_english(struct check *c, const struct source_place *row)
{
	struct sv rest = row->place.name_en;
	while (rest.len) {
		size_t len = 0;
		uint32_t cp = utf8_next(rest, &len);
		rest = sv_skip(rest, len ? len : 1);
		if (!is_arabic_letter(cp) && cp != 0xFFFD)
			continue;
		check_report(c, FINDING_WARNING, row, "write it in Latin letters; Arabic names go to variants_ar",
		             "name_en '%.*s' is not in Latin letters", SV_ARG(row->place.name_en));
		return;
	}
}

static int by_text(const void *a, const void *b)
{
	return sv_cmp(*(const struct sv *)a, *(const struct sv *)b);
}

struct sv *check_lexicon_keys(struct check *c, const char *table, const char *column, const char *where,
                              const char *wanted, size_t *n)
{
	const struct source_table *t = source_table(&c->source, table);
	size_t key = t ? source_column(t, column) : SIZE_MAX;
	size_t condition = t && where ? source_column(t, where) : SIZE_MAX;
	*n = 0;
	if (key == SIZE_MAX || (where && condition == SIZE_MAX))
		return NULL;
	struct sv *keys = ARENA_ARRAY(c->arena, struct sv, t->n_rows + 1);
	for (size_t i = 0; i < t->n_rows; i++) {
		const struct sv *row = t->cells + i * t->n_columns;
		double value = 0, least = 0;
		bool is_number = where && sv_to_double(sv_cstr(wanted), &least);
		if (where && !(is_number ? sv_to_double(row[condition], &value) && value >= least
		                         : sv_eq_cstr(row[condition], wanted)))
			continue;
		keys[(*n)++] = gazetteer_name_key(c->arena, row[key]);
	}
	if (*n)
		qsort(keys, *n, sizeof *keys, by_text);
	return keys;
}

bool check_has_key(const struct sv *sorted, size_t n, struct sv key)
{
	return n && bsearch(&key, sorted, n, sizeof *sorted, by_text) != NULL;
}

/* Words that a bare name must not be, and what that would make of a text. */
struct word_list {
	struct sv *keys;
	size_t n;
	const char *what;
};

enum { N_LISTS = 5 };

static void read_lists(struct check *c, struct word_list *lists)
{
	static const struct {
		const char *table, *column, *where, *wanted, *what;
	} LISTS[N_LISTS] = {
		{"common_names", "name", "level", COMMON_LEVEL, "a common word"},
		{"heads", "word", NULL, NULL, "a head word"},
		{"area_words", "word", NULL, NULL, "a word for an area"},
		{"directions", "word", NULL, NULL, "a direction"},
		{"stop_words", "word", "class", "prep", "a function word"},
	};
	for (size_t i = 0; i < N_LISTS; i++) {
		lists[i].what = LISTS[i].what;
		lists[i].keys = check_lexicon_keys(c, LISTS[i].table, LISTS[i].column, LISTS[i].where, LISTS[i].wanted,
		                                   &lists[i].n);
	}
}

static size_t letters(struct sv s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
	return n;
}

static bool is_arabic(struct sv key)
{
	return key.len && (unsigned char)key.ptr[0] >= 0x80;
}

/* A bare name that matches wherever it stands must be no ordinary word. */
static void check_freedom(struct check *c, const struct check_name *n, const struct word_list *lists)
{
	const struct source_place *row = &c->source.places[n->row];
	const char *what = n->is_variant ? "variant " : "";
	if (row->place.prominence >= (n->is_variant ? KNOWN_TO_ALL : KNOWN) || row->place.kind == KIND_COUNTRY ||
	    row->place.kind == KIND_BADIA)
		return;
	if (row->place.ambiguity != AMBIGUITY_FREE || memchr(n->key.ptr, ' ', n->key.len) || !is_arabic(n->key))
		return;
	for (size_t i = 0; i < N_LISTS; i++) {
		if (!check_has_key(lists[i].keys, lists[i].n, n->key))
			continue;
		check_report(c, FINDING_WARNING, row,
		             n->is_variant ? "mark the variant with '?' for lookup only, or set the row to needs_context"
		                           : "set its ambiguity to needs_head or needs_context",
		             "%s'%.*s' is free, but also %s", what, SV_ARG(n->text), lists[i].what);
		return;
	}
	if (letters(n->key) < MIN_FREE_LETTERS)
		check_report(c, FINDING_WARNING, row, "set its ambiguity to needs_head",
		             "%s'%.*s' is free, but shorter than %d letters", what, SV_ARG(n->text), MIN_FREE_LETTERS);
}

/* The first word of a name when more follows; empty otherwise. */
static struct sv first_word(struct sv key)
{
	size_t at = sv_find(key, SV(" "), 0);
	return at == SIZE_MAX ? sv_make("", 0) : sv_take(key, at);
}

/* "قرية الشولا" (the village of Shola) as a village's name; "حقل العمر" (the Omar field) as that of a village. */
static void check_heads(struct check *c, const struct check_name *n, const struct source_table *heads)
{
	const struct source_place *row = &c->source.places[n->row];
	struct sv first = first_word(n->key);
	size_t word = source_column(heads, "word"), kinds = source_column(heads, "kinds");
	size_t inside = source_column(heads, "inside"), number = source_column(heads, "number");
	if (n->is_variant || first.len == 0 || word == SIZE_MAX || kinds == SIZE_MAX || inside == SIZE_MAX ||
	    number == SIZE_MAX)
		return;
	for (size_t i = 0; i < heads->n_rows; i++) {
		const struct sv *cells = heads->cells + i * heads->n_columns;
		bool is_apart = sv_eq_cstr(cells[inside], "no") && sv_eq_cstr(cells[number], "s");
		bool says = phrase_kinds(cells[kinds]) >> row->place.kind & 1 && !sv_eq_cstr(cells[kinds], "any");
		if (!is_apart || !says || !sv_eq(gazetteer_name_key(c->arena, cells[word]), first))
			continue;
		check_report(c, FINDING_WARNING, row, "leave the head word out of name_ar: it is found without",
		             "the name '%.*s' begins with the word for its kind", SV_ARG(n->text));
		return;
	}
}

static int by_key(const void *a, const void *b)
{
	const struct check_name *x = a;
	const struct check_name *y = b;
	int c = sv_cmp(x->key, y->key);
	if (c == 0)
		c = (x->row > y->row) - (x->row < y->row);
	return c ? c : (int)x->is_variant - (int)y->is_variant;
}

static void read_names(struct check *c)
{
	size_t capacity = 0;
	for (size_t i = 0; i < c->source.n_places; i++) {
		const struct source_place *row = &c->source.places[i];
		struct check_name n = {.text = row->place.name_ar, .row = i};
		n.key = gazetteer_name_key(c->arena, n.text);
		*ARENA_PUSH(c->arena, c->names, c->n_names, &capacity) = n;
		struct sv rest = row->variants;
		struct sv variant;
		while (row->variants.len && sv_split(&rest, '|', &variant)) {
			if (sv_starts(variant, NAME_LOOKUP_MARK))
				continue;
			n = (struct check_name){gazetteer_name_key(c->arena, variant), variant, i, true};
			*ARENA_PUSH(c->arena, c->names, c->n_names, &capacity) = n;
		}
	}
}

void check_names(struct check *c)
{
	struct word_list lists[N_LISTS];
	const struct source_table *heads = source_table(&c->source, "heads");
	read_names(c);
	read_lists(c, lists);
	for (size_t i = 0; i < c->n_names; i++) {
		check_spelling(c, &c->names[i]);
		check_freedom(c, &c->names[i], lists);
		if (heads)
			check_heads(c, &c->names[i], heads);
	}
	for (size_t i = 0; i < c->source.n_places; i++)
		check_english(c, &c->source.places[i]);
	if (c->n_names)
		qsort(c->names, c->n_names, sizeof *c->names, by_key);
}
