#include "toponym/pattern.h"

#include "text/clitic.h"
#include "toponym/table.h"

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

/* The slot of a key, or the free one where it belongs. */
static size_t slot_of(const struct pattern_table *t, uint64_t key)
{
	size_t slot = key & (t->n_slots - 1);
	while (t->slots[slot] && key_of(t, &t->rows[t->slots[slot] - 1]) != key)
		slot = (slot + 1) & (t->n_slots - 1);
	return slot;
}

/* Rows of one key stand together, in their own order: counted by slot, then put behind one another. */
static void build_index(struct arena *a, struct pattern_table *t)
{
	t->n_slots = 64;
	while (t->n_slots < 2 * t->n)
		t->n_slots *= 2;
	uint32_t *slots = ARENA_ARRAY(a, uint32_t, t->n_slots); /* at first: a row of the key */
	t->slots = slots;
	uint32_t *ends = ARENA_ARRAY(a, uint32_t, t->n_slots);
	for (size_t i = 0; i < t->n; i++) {
		size_t slot = slot_of(t, key_of(t, &t->rows[i]));
		slots[slot] = slots[slot] ? slots[slot] : (uint32_t)i + 1;
		ends[slot]++;
	}
	for (uint32_t slot = 0, end = 0; slot < t->n_slots; slot++)
		ends[slot] = end += ends[slot];
	const struct pattern **sorted = ARENA_ARRAY(a, const struct pattern *, t->n + 1);
	t->sorted = sorted;
	for (size_t i = t->n; i-- > 0;)
		sorted[--ends[slot_of(t, key_of(t, &t->rows[i]))]] = &t->rows[i];
	for (size_t slot = 0; slot < t->n_slots; slot++)
		slots[slot] = slots[slot] ? ends[slot] + 1 : 0;
}

const struct pattern *const *pattern_find_from(const struct pattern_table *t, uint64_t hash, size_t *n)
{
	for (size_t slot = hash & (t->n_slots - 1); t->slots[slot]; slot = (slot + 1) & (t->n_slots - 1)) {
		size_t first = t->slots[slot] - 1;
		if (key_of(t, t->sorted[first]) != hash)
			continue;
		size_t next = slot + 1; /* the rows of a slot end where those of the next begin */
		while (next < t->n_slots && !t->slots[next])
			next++;
		size_t end = next < t->n_slots ? t->slots[next] - 1 : t->n;
		*n = end > first && end <= t->n ? end - first : 0;
		return t->sorted + first;
	}
	return NULL;
}

static enum err rows_open(struct arena *a, const struct table *table, struct pattern_table *out, struct pattern **rows,
                          struct error *e)
{
	out->n = table->lexicon->n_rows;
	out->rows = *rows = ARENA_ARRAY(a, struct pattern, out->n + 1);
	for (size_t i = 0; i < out->n; i++) {
		struct pattern *p = &(*rows)[i];
		p->row = (uint16_t)(i + 1);
		if (!parse(a, table_cell(table, i, 0), p))
			return table_bad_row(table, i, "a pattern has one to six words", e);
		p->n_own = p->n;
	}
	return OK;
}

enum err pattern_load_spatial(struct arena *a, const struct gazetteer *g, struct pattern_table *out,
                              struct pattern **rows, struct error *e)
{
	static const char *const columns[] = {"pattern", "relation", "role", NULL};
	struct table table;
	enum err result = table_open(g, "spatial", columns, &table, e);
	if (result == OK)
		result = rows_open(a, &table, out, rows, e);
	if (result != OK)
		return result;
	for (size_t i = 0; i < out->n; i++) {
		(*rows)[i].relation = parse_relation(table_cell(&table, i, 1));
		(*rows)[i].role = parse_role(table_cell(&table, i, 2));
		(*rows)[i].same = sv_eq_cstr(table_cell(&table, i, 2), "same");
	}
	out->by_last = true;
	build_index(a, out);
	return OK;
}

enum err pattern_load_friends(struct arena *a, const struct gazetteer *g, struct pattern_table *out, struct error *e)
{
	static const char *const columns[] = {"pattern", "behind", NULL};
	struct table table;
	struct pattern *rows = NULL;
	enum err result = table_open(g, "false_friends", columns, &table, e);
	if (result == OK)
		result = rows_open(a, &table, out, &rows, e);
	if (result != OK)
		return result;
	for (size_t i = 0; i < out->n; i++) {
		struct sv behind = table_cell(&table, i, 1);
		if (behind.len && !parse(a, behind, &rows[i]))
			return table_bad_row(&table, i, "a pattern and the words behind it are six at most", e);
	}
	build_index(a, out);
	return OK;
}

struct sv pattern_friend_text(const struct gazetteer *g, size_t row)
{
	const struct lexicon *t = lexicon_table(g, "false_friends");
	return t && row > 0 ? lexicon_cell(t, row - 1, lexicon_column(t, "pattern")) : SV("");
}
