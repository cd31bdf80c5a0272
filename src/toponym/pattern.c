#include "toponym/pattern.h"

#include "text/clitic.h"
#include "toponym/table.h"

#include <stdlib.h>

static enum relation parse_relation(struct sv name)
{
	for (int k = REL_IN; k <= REL_FROM_TO; k++)
		if (sv_eq_cstr(name, relation_name((enum relation)k)))
			return (enum relation)k;
	return REL_NONE;
}

static enum role parse_role(struct sv name)
{
	for (int k = ROLE_EVENT; k <= ROLE_ACTOR; k++)
		if (sv_eq_cstr(name, role_name((enum role)k)))
			return (enum role)k;
	return ROLE_CONTEXT;
}

/* Clitics that a pattern may end with, sitting on the name itself: لـ to, بـ in, و and. */
static unsigned glued_clitic(struct sv word)
{
	static const struct {
		const char *letter;
		unsigned clitic;
	} letters[] = {{"\xd9\x84", CLITIC_LI}, {"\xd8\xa8", CLITIC_BI}, {"\xd9\x88", CLITIC_WA}};
	for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++)
		if (sv_eq_cstr(word, letters[i].letter))
			return letters[i].clitic;
	return 0;
}

/* Appends the words of a text; a last word of one letter is a clitic that sits on the name. */
static bool parse(struct arena *a, struct sv text, struct pattern *p)
{
	struct sv rest = text_fold(a, text);
	for (struct sv word; sv_split(&rest, ' ', &word);) {
		if (word.len == 0 || p->n == PATTERN_MAX_WORDS)
			return false;
		if (!rest.ptr && p->n > 0 && glued_clitic(word)) {
			p->clitic = glued_clitic(word);
			return true;
		}
		p->words[p->n++] = text_hash(word);
	}
	return p->n > 0;
}

static uint64_t key_of(const struct pattern_table *t, const struct pattern *p)
{
	return p->words[t->by_last ? p->n - 1 : 0];
}

static int by_first(const void *a, const void *b)
{
	const struct pattern *x = *(const struct pattern *const *)a;
	const struct pattern *y = *(const struct pattern *const *)b;
	return x->words[0] != y->words[0] ? (x->words[0] > y->words[0] ? 1 : -1) : (x->row > y->row) - (x->row < y->row);
}

static int by_last(const void *a, const void *b)
{
	const struct pattern *x = *(const struct pattern *const *)a;
	const struct pattern *y = *(const struct pattern *const *)b;
	uint64_t i = x->words[x->n - 1];
	uint64_t j = y->words[y->n - 1];
	return i != j ? (i > j ? 1 : -1) : (x->row > y->row) - (x->row < y->row);
}

static void build_index(struct arena *a, struct pattern_table *t)
{
	t->sorted = ARENA_ARRAY(a, const struct pattern *, t->n + 1);
	for (size_t i = 0; i < t->n; i++)
		t->sorted[i] = &t->rows[i];
	qsort(t->sorted, t->n, sizeof *t->sorted, t->by_last ? by_last : by_first);
	t->n_slots = 64;
	while (t->n_slots < 2 * t->n)
		t->n_slots *= 2;
	t->slots = ARENA_ARRAY(a, uint32_t, t->n_slots);
	for (size_t i = 0; i < t->n; i++) {
		uint64_t key = key_of(t, t->sorted[i]);
		if (i > 0 && key == key_of(t, t->sorted[i - 1]))
			continue;
		size_t slot = key & (t->n_slots - 1);
		while (t->slots[slot])
			slot = (slot + 1) & (t->n_slots - 1);
		t->slots[slot] = (uint32_t)i + 1;
	}
}

const struct pattern *const *pattern_find_from(const struct pattern_table *t, uint64_t hash, size_t *n)
{
	for (size_t slot = hash & (t->n_slots - 1); t->slots[slot]; slot = (slot + 1) & (t->n_slots - 1)) {
		size_t first = t->slots[slot] - 1;
		if (key_of(t, t->sorted[first]) != hash)
			continue;
		while (first + *n < t->n && key_of(t, t->sorted[first + *n]) == hash)
			++*n;
		return t->sorted + first;
	}
	return NULL;
}

static enum err rows_open(struct arena *a, const struct table *table, struct pattern_table *out, struct error *e)
{
	out->n = table->lexicon->n_rows;
	out->rows = ARENA_ARRAY(a, struct pattern, out->n + 1);
	for (size_t i = 0; i < out->n; i++) {
		struct pattern *p = &out->rows[i];
		*p = (struct pattern){.text = table_cell(table, i, 0), .row = (uint16_t)(i + 1)};
		if (!parse(a, p->text, p))
			return table_bad_row(table, i, "a pattern has one to six words", e);
		p->n_own = p->n;
	}
	return OK;
}

enum err pattern_load_spatial(struct arena *a, const struct gazetteer *g, struct pattern_table *out, struct error *e)
{
	static const char *const columns[] = {"pattern", "relation", "role", NULL};
	struct table table;
	enum err result = table_open(g, "spatial", columns, &table, e);
	if (result == OK)
		result = rows_open(a, &table, out, e);
	if (result != OK)
		return result;
	for (size_t i = 0; i < out->n; i++) {
		out->rows[i].relation = parse_relation(table_cell(&table, i, 1));
		out->rows[i].role = parse_role(table_cell(&table, i, 2));
		out->rows[i].same = sv_eq_cstr(table_cell(&table, i, 2), "same");
	}
	out->by_last = true;
	build_index(a, out);
	return OK;
}

enum err pattern_load_friends(struct arena *a, const struct gazetteer *g, struct pattern_table *out, struct error *e)
{
	static const char *const columns[] = {"pattern", "behind", NULL};
	struct table table;
	enum err result = table_open(g, "false_friends", columns, &table, e);
	if (result == OK)
		result = rows_open(a, &table, out, e);
	if (result != OK)
		return result;
	for (size_t i = 0; i < out->n; i++) {
		struct sv behind = table_cell(&table, i, 1);
		if (behind.len && !parse(a, behind, &out->rows[i]))
			return table_bad_row(&table, i, "a pattern and the words behind it are six at most", e);
	}
	build_index(a, out);
	return OK;
}
