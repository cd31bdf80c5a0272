/* The rules from the lexicon's tables. */
#include "toponym/rules_image.h"
#include "toponym/table.h"

static const struct {
	const char *name;
	enum direction direction;
} directions[] = {{"N", DIR_N}, {"E", DIR_E}, {"S", DIR_S}, {"W", DIR_W}, {"CENTRE", DIR_CENTRE}};

enum { FIRST_SLOTS = 4096 };

struct loader {
	struct toponym_rules *rules;
	const struct gazetteer *gazetteer;
	struct arena *arena;
	struct word_rule *words; /* open addressing */
	size_t n_slots, n_words;
};

static struct word_rule *slot_of(const struct loader *l, uint64_t hash)
{
	size_t i = hash & (l->n_slots - 1);
	while (l->words[i].hash && l->words[i].hash != hash)
		i = (i + 1) & (l->n_slots - 1);
	return &l->words[i];
}

/* At most half of the slots are taken. */
static void words_grow(struct loader *l)
{
	struct word_rule *before = l->words;
	size_t n = l->n_slots;
	l->n_slots = n ? 2 * n : FIRST_SLOTS;
	l->words = ARENA_ARRAY(l->arena, struct word_rule, l->n_slots);
	for (size_t i = 0; i < n; i++)
		if (before[i].hash)
			*slot_of(l, before[i].hash) = before[i];
}

/* The rule of a word, made if there is none; it stays there until the next is asked for. */
static struct word_rule *word_slot(struct loader *l, struct sv word)
{
	if (2 * (l->n_words + 1) > l->n_slots)
		words_grow(l);
	uint64_t hash = text_hash(text_fold(l->arena, word));
	struct word_rule *w = slot_of(l, hash);
	l->n_words += w->hash == 0;
	w->hash = hash;
	return w;
}

static enum err load_heads(struct loader *l, struct error *e)
{
	static const char *const columns[] = {"word", "number", "kinds", "inside", "open", "singular", NULL};
	struct table t;
	enum err result = table_open(l->gazetteer, "heads", columns, &t, e);
	if (result != OK)
		return result;
	struct head_rule *heads = ARENA_ARRAY(l->arena, struct head_rule, t.lexicon->n_rows + 1);
	l->rules->heads = heads;
	l->rules->n_heads = t.lexicon->n_rows;
	for (size_t i = 0; i < t.lexicon->n_rows; i++) {
		struct head_rule *h = &heads[i];
		struct sv number = table_cell(&t, i, 1);
		struct sv kinds = table_cell(&t, i, 2);
		if (number.len != 1 || !strchr("sdp", number.ptr[0]))
			return table_bad_row(&t, i, "number is s, d or p", e);
		h->word = table_cell(&t, i, 0);
		h->folded = text_fold(l->arena, h->word);
		h->singular = text_fold(l->arena, table_cell(&t, i, 5));
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
		struct word_rule *w = word_slot(l, h->word);
		w->classes |= WORD_HEAD;
		w->head = (uint16_t)i;
	}
	return OK;
}

static enum err load_areas(struct loader *l, struct error *e)
{
	static const char *const columns[] = {"word", "area", "number", NULL};
	struct table t;
	enum err result = table_open(l->gazetteer, "area_words", columns, &t, e);
	for (size_t i = 0; result == OK && i < t.lexicon->n_rows; i++) {
		struct word_rule *w = word_slot(l, table_cell(&t, i, 0));
		w->classes |= WORD_AREA;
		w->area = sv_eq_cstr(table_cell(&t, i, 1), "badia") ? MENTION_BADIA : MENTION_COUNTRYSIDE;
		w->area_number = table_cell(&t, i, 2).len ? table_cell(&t, i, 2).ptr[0] : 's';
	}
	return result;
}

static enum err load_directions(struct loader *l, struct error *e)
{
	static const char *const columns[] = {"word", "direction", "form", NULL};
	struct table t;
	enum err result = table_open(l->gazetteer, "directions", columns, &t, e);
	for (size_t i = 0; result == OK && i < t.lexicon->n_rows; i++) {
		struct word_rule *w = word_slot(l, table_cell(&t, i, 0));
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
static enum err load_words(struct loader *l, const char *name, uint32_t classes, struct error *e)
{
	static const char *const columns[] = {"word", NULL};
	struct table t;
	enum err result = table_open(l->gazetteer, name, columns, &t, e);
	if (result != OK)
		return result;
	size_t reach = lexicon_column(t.lexicon, "reach");
	size_t class_column = lexicon_column(t.lexicon, "class");
	for (size_t i = 0; i < t.lexicon->n_rows; i++) {
		struct word_rule *w = word_slot(l, table_cell(&t, i, 0));
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

/* "كانون الثاني|يناير": the first word of each name. Those of the Hijri calendar ("رجب", "شعبان") name men and places,
 * too. */
static enum err load_months(struct loader *l, struct error *e)
{
	enum { LAST_MONTH = 12 };
	static const char *const columns[] = {"names", "month", NULL};
	struct table t;
	enum err result = table_open(l->gazetteer, "months", columns, &t, e);
	for (size_t i = 0; result == OK && i < t.lexicon->n_rows; i++) {
		struct sv names = table_cell(&t, i, 0), name, word;
		int64_t month = 0;
		bool ours = sv_to_int(table_cell(&t, i, 1), &month) && month <= LAST_MONTH;
		while (ours && sv_split(&names, '|', &name))
			if (sv_split(&name, ' ', &word))
				word_slot(l, word)->classes |= WORD_MONTH;
	}
	return result;
}

static enum err load_weights(struct loader *l, struct error *e)
{
	static const char *const columns[] = {"name", "value", NULL};
	struct table t;
	enum err result = table_open(l->gazetteer, "weights", columns, &t, e);
	bool seen[WEIGHT_COUNT] = {false};
	for (size_t i = 0; result == OK && i < t.lexicon->n_rows; i++) {
		size_t k = 0;
		while (k < WEIGHT_COUNT && !sv_eq_cstr(table_cell(&t, i, 0), weight_name((enum weight)k)))
			k++;
		if (k == WEIGHT_COUNT)
			return table_bad_row(&t, i, "unknown weight", e);
		if (!sv_to_double(table_cell(&t, i, 1), &l->rules->weights[k]))
			return table_bad_row(&t, i, "the value is no number", e);
		seen[k] = true;
	}
	for (size_t k = 0; result == OK && k < WEIGHT_COUNT; k++)
		if (!seen[k])
			return error_set(e, ERR_DATA, "'lexicon/weights.tsv' lacks '%s'", weight_name((enum weight)k));
	return result;
}

/* Number words belong to the event layer's table (forms separated by '|'); distances read them too. */
static enum err load_numbers(struct loader *l, struct error *e)
{
	static const char *const columns[] = {"words", "kind", "value", NULL};
	struct table t;
	enum err result = table_open(l->gazetteer, "numbers", columns, &t, e);
	if (result != OK)
		return result;
	struct number_word *numbers = NULL;
	size_t n = 0, room = 0;
	for (size_t i = 0; i < t.lexicon->n_rows; i++) {
		struct sv kind = table_cell(&t, i, 1);
		struct sv words = table_cell(&t, i, 0);
		int64_t value;
		if (!(sv_eq_cstr(kind, "unit") || sv_eq_cstr(kind, "tens") || sv_eq_cstr(kind, "number")) ||
		    !sv_to_int(table_cell(&t, i, 2), &value))
			continue;
		for (struct sv word; sv_split(&words, '|', &word);)
			*ARENA_PUSH(l->arena, numbers, n, &room) =
			        (struct number_word){text_hash(text_fold(l->arena, word)), value};
	}
	l->rules->numbers = numbers;
	l->rules->n_numbers = n;
	return OK;
}

static enum err load_common(struct loader *l, struct error *e)
{
	static const char *const columns[] = {"name", "level", NULL};
	struct table t;
	enum err result = table_open(l->gazetteer, "common_names", columns, &t, e);
	if (result != OK)
		return result;
	size_t n = 16;
	while (n < 2 * t.lexicon->n_rows)
		n *= 2;
	struct common_name *common = ARENA_ARRAY(l->arena, struct common_name, n);
	l->rules->common = common;
	l->rules->n_common = n;
	for (size_t i = 0; i < t.lexicon->n_rows; i++) {
		struct common_name name = {text_hash(text_fold(l->arena, table_cell(&t, i, 0))), 0};
		if (!sv_to_double(table_cell(&t, i, 1), &name.level) || name.level < 0)
			return table_bad_row(&t, i, "level is a number from 0 to 3", e);
		common[rules_common_slot(l->rules, name.hash)] = name;
	}
	return OK;
}

/* The one-word rows of place that are no preposition and no noun of place: "قصفت". */
static void mark_verbs(const struct toponym_rules *r, struct pattern *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct pattern *p = &rows[i];
		const struct word_rule *w = rules_word(r, p->words[0]);
		bool noun = w && (w->classes & (WORD_PREPOSITION | WORD_HEAD | WORD_DIRECTION_NOUN | WORD_CONTAINER));
		p->verb = p->n == 1 && !p->clitic && p->relation == REL_IN && p->role == ROLE_EVENT && !noun;
	}
}

static enum err load_all(struct loader *l, struct error *e)
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
	struct pattern *rows = NULL;
	enum err result = load_heads(l, e);
	if (result == OK)
		result = load_areas(l, e);
	if (result == OK)
		result = load_directions(l, e);
	for (size_t i = 0; result == OK && i < sizeof words / sizeof words[0]; i++)
		result = load_words(l, words[i].name, words[i].classes, e);
	if (result == OK)
		result = load_months(l, e);
	if (result == OK)
		result = pattern_load_spatial(l->arena, l->gazetteer, &l->rules->spatial, &rows, e);
	if (result == OK)
		result = pattern_load_friends(l->arena, l->gazetteer, &l->rules->friends, e);
	if (result == OK)
		result = load_weights(l, e);
	if (result == OK)
		result = load_numbers(l, e);
	if (result == OK)
		result = load_common(l, e);
	l->rules->words = l->words;
	l->rules->n_slots = l->n_slots;
	if (result == OK)
		mark_verbs(l->rules, rows, l->rules->spatial.n);
	if (result == OK) {
		vocabulary_of_genre(l->arena, l->gazetteer, &l->rules->vocabulary);
		vocabulary_of_language(l->arena, l->gazetteer, &l->rules->everyday);
	}
	return result;
}

enum err rules_load(struct toponym_rules *r, struct error *e)
{
	struct loader l = {.rules = r, .gazetteer = r->gazetteer, .arena = &r->arena};
	words_grow(&l);
	return load_all(&l, e);
}

