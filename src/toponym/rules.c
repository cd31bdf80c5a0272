#include "toponym/rules.h"

#include "toponym/table.h"

#include <stdlib.h>

static const char *const weight_names[] = {
#define X(symbol, name) [symbol] = name,
#include "toponym/weights.def"
#undef X
};

static const struct {
	const char *name;
	enum direction direction;
} directions[] = {{"N", DIR_N}, {"E", DIR_E}, {"S", DIR_S}, {"W", DIR_W}, {"CENTRE", DIR_CENTRE}};

const char *weight_name(enum weight w)
{
	return weight_names[w];
}

size_t toponym_weight_count(void)
{
	return WEIGHT_COUNT;
}

const char *toponym_weight_name(size_t i)
{
	return weight_names[i];
}

double toponym_weight(const struct toponym_rules *r, size_t i)
{
	return r->weights[i];
}

void toponym_set_weight(struct toponym_rules *r, size_t i, double value)
{
	r->weights[i] = value;
}

enum { FIRST_SLOTS = 4096 };

static struct word_rule *slot_of(const struct toponym_rules *r, uint64_t hash)
{
	size_t i = hash & (r->n_slots - 1);
	while (r->words[i].hash && r->words[i].hash != hash)
		i = (i + 1) & (r->n_slots - 1);
	return &r->words[i];
}

/* At most half of the slots are taken. */
static void words_grow(struct toponym_rules *r)
{
	struct word_rule *before = r->words;
	size_t n = r->n_slots;
	r->n_slots = n ? 2 * n : FIRST_SLOTS;
	r->words = ARENA_ARRAY(&r->arena, struct word_rule, r->n_slots);
	for (size_t i = 0; i < n; i++)
		if (before[i].hash)
			*slot_of(r, before[i].hash) = before[i];
}

/* The rule of a word, made if there is none; it stays there until the next is asked for. */
static struct word_rule *word_slot(struct toponym_rules *r, struct sv word)
{
	if (2 * (r->n_words + 1) > r->n_slots)
		words_grow(r);
	uint64_t hash = text_hash(text_fold(&r->arena, word));
	struct word_rule *w = slot_of(r, hash);
	r->n_words += w->hash == 0;
	w->hash = hash;
	return w;
}

static enum err load_heads(struct toponym_rules *r, struct error *e)
{
	static const char *const columns[] = {"word", "number", "kinds", "inside", "open", "singular", NULL};
	struct table t;
	enum err result = table_open(r->gazetteer, "heads", columns, &t, e);
	if (result != OK)
		return result;
	r->n_heads = t.lexicon->n_rows;
	r->heads = ARENA_ARRAY(&r->arena, struct head_rule, r->n_heads);
	for (size_t i = 0; i < r->n_heads; i++) {
		struct head_rule *h = &r->heads[i];
		struct sv number = table_cell(&t, i, 1);
		struct sv kinds = table_cell(&t, i, 2);
		if (number.len != 1 || !strchr("sdp", number.ptr[0]))
			return table_bad_row(&t, i, "number is s, d or p", e);
		h->word = table_cell(&t, i, 0);
		h->folded = text_fold(&r->arena, h->word);
		h->singular = text_fold(&r->arena, table_cell(&t, i, 5));
		h->number = number.ptr[0];
		h->inside = sv_eq_cstr(table_cell(&t, i, 3), "yes");
		h->wide = sv_eq_cstr(table_cell(&t, i, 4), "wide");
		h->open = h->wide || sv_eq_cstr(table_cell(&t, i, 4), "yes");
		h->any = sv_eq_cstr(kinds, "any");
		h->first_kind = KIND_VILLAGE;
		bool first = true;
		for (struct sv name; !h->any && sv_split(&kinds, ',', &name);) {
			enum place_kind kind;
			if (!place_kind_parse(name, &kind))
				return table_bad_row(&t, i, "unknown kind", e);
			h->kinds |= 1u << kind;
			h->first_kind = first ? kind : h->first_kind;
			first = false;
		}
		struct word_rule *w = word_slot(r, h->word);
		w->classes |= WORD_HEAD;
		w->head = (uint16_t)i;
	}
	return OK;
}

static enum err load_areas(struct toponym_rules *r, struct error *e)
{
	static const char *const columns[] = {"word", "area", "number", NULL};
	struct table t;
	enum err result = table_open(r->gazetteer, "area_words", columns, &t, e);
	for (size_t i = 0; result == OK && i < t.lexicon->n_rows; i++) {
		struct word_rule *w = word_slot(r, table_cell(&t, i, 0));
		w->classes |= WORD_AREA;
		w->area = sv_eq_cstr(table_cell(&t, i, 1), "badia") ? MENTION_BADIA : MENTION_COUNTRYSIDE;
		w->area_number = table_cell(&t, i, 2).len ? table_cell(&t, i, 2).ptr[0] : 's';
	}
	return result;
}

static enum err load_directions(struct toponym_rules *r, struct error *e)
{
	static const char *const columns[] = {"word", "direction", "form", NULL};
	struct table t;
	enum err result = table_open(r->gazetteer, "directions", columns, &t, e);
	for (size_t i = 0; result == OK && i < t.lexicon->n_rows; i++) {
		struct word_rule *w = word_slot(r, table_cell(&t, i, 0));
		bool adjective = sv_eq_cstr(table_cell(&t, i, 2), "adjective");
		w->classes |= adjective ? WORD_DIRECTION_ADJ : WORD_DIRECTION_NOUN;
		w->direction = DIR_NONE;
		for (size_t k = 0; k < sizeof directions / sizeof directions[0]; k++)
			if (sv_eq_cstr(table_cell(&t, i, 1), directions[k].name))
				w->direction = (uint8_t)directions[k].direction;
		if (w->direction == DIR_NONE)
			return table_bad_row(&t, i, "direction is N, E, S, W or CENTRE", e);
	}
	return result;
}

/* Tables of single words that only mark a class. */
static enum err load_words(struct toponym_rules *r, const char *name, uint32_t classes, struct error *e)
{
	static const char *const columns[] = {"word", NULL};
	struct table t;
	enum err result = table_open(r->gazetteer, name, columns, &t, e);
	if (result != OK)
		return result;
	size_t reach = lexicon_column(t.lexicon, "reach");
	size_t class_column = lexicon_column(t.lexicon, "class");
	for (size_t i = 0; i < t.lexicon->n_rows; i++) {
		struct word_rule *w = word_slot(r, table_cell(&t, i, 0));
		w->classes |= classes;
		if (sv_eq_cstr(lexicon_cell(t.lexicon, i, class_column), "prep"))
			w->classes |= WORD_PREPOSITION;
		int64_t n = 0;
		if (reach != SIZE_MAX) {
			if (!sv_to_int(lexicon_cell(t.lexicon, i, reach), &n) || n < 1 || n > 9)
				return table_bad_row(&t, i, "reach is 1 to 9", e);
			w->reach = (uint8_t)n;
		}
	}
	return OK;
}

static enum err load_weights(struct toponym_rules *r, struct error *e)
{
	static const char *const columns[] = {"name", "value", NULL};
	struct table t;
	enum err result = table_open(r->gazetteer, "weights", columns, &t, e);
	bool seen[WEIGHT_COUNT] = {false};
	for (size_t i = 0; result == OK && i < t.lexicon->n_rows; i++) {
		size_t k = 0;
		while (k < WEIGHT_COUNT && !sv_eq_cstr(table_cell(&t, i, 0), weight_names[k]))
			k++;
		if (k == WEIGHT_COUNT)
			return table_bad_row(&t, i, "unknown weight", e);
		if (!sv_to_double(table_cell(&t, i, 1), &r->weights[k]))
			return table_bad_row(&t, i, "the value is no number", e);
		seen[k] = true;
	}
	for (size_t k = 0; result == OK && k < WEIGHT_COUNT; k++)
		if (!seen[k])
			return error_set(e, ERR_DATA, "'lexicon/weights.tsv' lacks '%s'", weight_names[k]);
	return result;
}

/* Number words belong to the event layer's table (forms separated by '|'); distances read them too. */
static enum err load_numbers(struct toponym_rules *r, struct error *e)
{
	static const char *const columns[] = {"words", "kind", "value", NULL};
	struct table t;
	enum err result = table_open(r->gazetteer, "numbers", columns, &t, e);
	if (result != OK)
		return result;
	size_t room = 0;
	for (size_t i = 0; i < t.lexicon->n_rows; i++) {
		struct sv kind = table_cell(&t, i, 1);
		struct sv words = table_cell(&t, i, 0);
		int64_t value;
		if (!(sv_eq_cstr(kind, "unit") || sv_eq_cstr(kind, "tens") || sv_eq_cstr(kind, "number")) ||
		    !sv_to_int(table_cell(&t, i, 2), &value))
			continue;
		for (struct sv word; sv_split(&words, '|', &word);)
			*ARENA_PUSH(&r->arena, r->numbers, r->n_numbers, &room) =
			        (struct number_word){text_hash(text_fold(&r->arena, word)), value};
	}
	return OK;
}

int64_t rules_number(const struct toponym_rules *r, uint64_t hash)
{
	for (size_t i = 0; i < r->n_numbers; i++)
		if (r->numbers[i].hash == hash)
			return r->numbers[i].value;
	return 0;
}

static struct common_name *common_slot(const struct toponym_rules *r, uint64_t hash)
{
	size_t i = hash & (r->n_common - 1);
	while (r->common[i].hash && r->common[i].hash != hash)
		i = (i + 1) & (r->n_common - 1);
	return &r->common[i];
}

static enum err load_common(struct toponym_rules *r, struct error *e)
{
	static const char *const columns[] = {"name", "level", NULL};
	struct table t;
	enum err result = table_open(r->gazetteer, "common_names", columns, &t, e);
	if (result != OK)
		return result;
	r->n_common = 16;
	while (r->n_common < 2 * t.lexicon->n_rows)
		r->n_common *= 2;
	r->common = ARENA_ARRAY(&r->arena, struct common_name, r->n_common);
	for (size_t i = 0; i < t.lexicon->n_rows; i++) {
		struct common_name name = {text_hash(text_fold(&r->arena, table_cell(&t, i, 0))), 0};
		if (!sv_to_double(table_cell(&t, i, 1), &name.level) || name.level < 0)
			return table_bad_row(&t, i, "level is a number from 0 to 3", e);
		*common_slot(r, name.hash) = name;
	}
	return OK;
}

double rules_common(const struct toponym_rules *r, uint64_t hash)
{
	return common_slot(r, hash)->level;
}

/* The one-word rows of place that are no preposition and no noun of place: "قصفت". */
static void mark_verbs(struct toponym_rules *r)
{
	for (size_t i = 0; i < r->spatial.n; i++) {
		struct pattern *p = &r->spatial.rows[i];
		const struct word_rule *w = rules_word(r, p->words[0]);
		bool noun = w && (w->classes & (WORD_PREPOSITION | WORD_HEAD | WORD_DIRECTION_NOUN | WORD_CONTAINER));
		p->verb = p->n == 1 && !p->clitic && p->relation == REL_IN && p->role == ROLE_EVENT && !noun;
	}
}

static enum err load_all(struct toponym_rules *r, struct error *e)
{
	static const struct {
		const char *name;
		uint32_t classes;
	} words[] = {{"org_heads", WORD_ORGANISATION},
	             {"person_titles", WORD_TITLE},
	             {"given_names", WORD_GIVEN_NAME},
	             {"stop_words", WORD_STOP},
	             {"compound_words", WORD_COMPOUND},
	             {"container_words", WORD_CONTAINER},
	             {"name_tails", WORD_NAME_TAIL},
	             {"sport_words", WORD_SPORT}};
	enum err result = load_heads(r, e);
	if (result == OK)
		result = load_areas(r, e);
	if (result == OK)
		result = load_directions(r, e);
	for (size_t i = 0; result == OK && i < sizeof words / sizeof words[0]; i++)
		result = load_words(r, words[i].name, words[i].classes, e);
	if (result == OK)
		result = pattern_load_spatial(&r->arena, r->gazetteer, &r->spatial, e);
	if (result == OK)
		result = pattern_load_friends(&r->arena, r->gazetteer, &r->friends, e);
	if (result == OK)
		result = load_weights(r, e);
	if (result == OK)
		result = load_numbers(r, e);
	if (result == OK)
		result = load_common(r, e);
	if (result == OK)
		mark_verbs(r);
	if (!vocabulary_open(r->gazetteer, &r->vocabulary))
		vocabulary_init(&r->arena, r->gazetteer, &r->vocabulary);
	r->ali.classes = WORD_GIVEN_NAME;
	return result;
}

enum err toponym_rules_open(const struct gazetteer *g, struct toponym_rules **out, struct error *e)
{
	jmp_buf no_memory;
	*out = NULL;
	struct toponym_rules *r = calloc(1, sizeof *r);
	if (!r)
		return error_set(e, ERR_NOMEM, "no memory for the recognition rules");
	r->gazetteer = g;
	arena_init(&r->arena, 0);
	if (setjmp(no_memory)) {
		toponym_rules_free(r);
		return error_set(e, ERR_NOMEM, "no memory for the recognition rules");
	}
	r->arena.escape = &no_memory;
	words_grow(r);
	enum err result = load_all(r, e);
	r->arena.escape = NULL;
	if (result != OK) {
		toponym_rules_free(r);
		return result;
	}
	*out = r;
	return OK;
}

enum err toponym_rules_image(const struct gazetteer *g, struct buf *out, struct error *e)
{
	jmp_buf no_memory;
	struct arena a;
	struct vocabulary v;
	arena_init(&a, 0);
	if (setjmp(no_memory)) {
		arena_release(&a);
		return error_set(e, ERR_NOMEM, "no memory for the words of the lexicon");
	}
	a.escape = &no_memory;
	vocabulary_init(&a, g, &v);
	buf_append(out, sv_make((const char *)v.slots, v.n_slots * sizeof *v.slots));
	arena_release(&a);
	return OK;
}

void toponym_rules_free(struct toponym_rules *r)
{
	if (!r)
		return;
	arena_release(&r->arena);
	free(r);
}
