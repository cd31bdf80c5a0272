#include "toponym/vocabulary.h"

#include "text/text.h"

enum { MIN_SLOTS = 1024, LAST_MONTH = 12 };

static size_t slot_of(const uint64_t *slots, size_t n_slots, uint64_t hash)
{
	size_t i = hash & (n_slots - 1);
	while (slots[i] && slots[i] != hash)
		i = (i + 1) & (n_slots - 1);
	return i;
}

static size_t count_spaces(struct sv s)
{
	size_t n = 1;
	for (size_t i = 0; i < s.len; i++)
		n += s.ptr[i] == ' ' || s.ptr[i] == '|';
	return n;
}

static bool is_arabic(struct sv s)
{
	return s.len > 0 && ((unsigned char)s.ptr[0] & 0xF8) == 0xD8; /* lead bytes D8..DF hold the Arabic letters */
}

static bool is_everyday(const struct lexicon *t)
{
	return sv_eq_cstr(t->name, "ordinary_words");
}

/* Tables of names, which add nothing but their names, and the words of the general language have a set of their own. */
static bool is_of_genre(const struct lexicon *t)
{
	return !sv_eq_cstr(t->name, "common_names") && !sv_eq_cstr(t->name, "given_names") &&
	       !sv_eq_cstr(t->name, "weights") && !is_everyday(t);
}

/* Months of the Hijri calendar: "المحرم" is more often the town of المخرم without its dot. */
static bool is_rare(const struct lexicon *t, size_t row)
{
	int64_t month = 0;
	return sv_eq_cstr(t->name, "months") && sv_to_int(lexicon_cell(t, row, 1), &month) && month > LAST_MONTH;
}

static void add_words(struct arena *a, uint64_t *slots, size_t n_slots, struct sv cell)
{
	struct sv rest = text_fold(a, cell);
	for (struct sv part; sv_split(&rest, '|', &part);)
		for (struct sv word; sv_split(&part, ' ', &word);)
			if (is_arabic(word)) {
				uint64_t hash = text_hash(word);
				slots[slot_of(slots, n_slots, hash)] = hash;
			}
}

static struct sv cell_at(const struct lexicon *t, size_t i)
{
	return lexicon_cell(t, i / t->n_columns, i % t->n_columns);
}

/* Most words stand in many cells. */
static void shrink(struct arena *a, const uint64_t *slots, size_t n, struct vocabulary *out)
{
	size_t n_used = 0;
	for (size_t i = 0; i < n; i++)
		n_used += slots[i] != 0;
	out->n_slots = MIN_SLOTS;
	while (out->n_slots < 2 * n_used)
		out->n_slots *= 2;
	uint64_t *kept = ARENA_ARRAY(a, uint64_t, out->n_slots);
	for (size_t i = 0; i < n; i++)
		if (slots[i])
			kept[slot_of(kept, out->n_slots, slots[i])] = slots[i];
	out->slots = kept;
}

static void init(struct arena *a, const struct gazetteer *g, bool (*wanted)(const struct lexicon *),
		 struct vocabulary *out)
{
	size_t n_tables = 0;
	size_t n_words = 0;
	const struct lexicon *tables = lexicon_tables(g, &n_tables);
	for (size_t t = 0; t < n_tables; t++)
		for (size_t i = 0; wanted(&tables[t]) && i < tables[t].n_rows * tables[t].n_columns; i++)
			n_words += count_spaces(cell_at(&tables[t], i));
	size_t room = MIN_SLOTS;
	while (room < 2 * n_words)
		room *= 2;
	uint64_t *slots = ARENA_ARRAY(a, uint64_t, room);
	for (size_t t = 0; t < n_tables; t++)
		for (size_t i = 0; wanted(&tables[t]) && i < tables[t].n_rows * tables[t].n_columns; i++)
			if (is_arabic(cell_at(&tables[t], i)) && !is_rare(&tables[t], i / tables[t].n_columns))
				add_words(a, slots, room, cell_at(&tables[t], i));
	shrink(a, slots, room, out);
}

void vocabulary_of_genre(struct arena *a, const struct gazetteer *g, struct vocabulary *out)
{
	init(a, g, is_of_genre, out);
}

void vocabulary_of_language(struct arena *a, const struct gazetteer *g, struct vocabulary *out)
{
	init(a, g, is_everyday, out);
}
