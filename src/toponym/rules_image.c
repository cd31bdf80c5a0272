#include "toponym/rules_image.h"

#include "gazetteer/image.h"

#include <assert.h>
#include <math.h>

enum {
	WORDS,
	HEADS,
	SPATIAL,
	SPATIAL_ORDER,
	SPATIAL_SLOTS,
	FRIENDS,
	FRIENDS_ORDER,
	FRIENDS_SLOTS,
	WEIGHTS,
	NUMBERS,
	COMMON,
	VOCABULARY,
	EVERYDAY,
	CHARACTERS,
	TABLES
};

enum { MAX_REACH = 9 }; /* as the loader has it */

struct image_head {
	uint32_t kinds;
	struct image_text word, folded, singular;
	uint8_t number, any, inside, open, wide, first_kind, zero[2];
};

static_assert(sizeof(struct word_rule) == 24, "as in the file");
static_assert(sizeof(struct pattern) == 72, "as in the file");
static_assert((int)TABLES <= (int)IMAGE_MAX_TABLES, "room for all");

static const size_t SIZES[TABLES] = {
    [WORDS] = sizeof(struct word_rule),
    [HEADS] = sizeof(struct image_head),
    [SPATIAL] = sizeof(struct pattern),
    [SPATIAL_ORDER] = sizeof(uint32_t),
    [SPATIAL_SLOTS] = sizeof(uint32_t),
    [FRIENDS] = sizeof(struct pattern),
    [FRIENDS_ORDER] = sizeof(uint32_t),
    [FRIENDS_SLOTS] = sizeof(uint32_t),
    [WEIGHTS] = sizeof(double),
    [NUMBERS] = sizeof(struct number_word),
    [COMMON] = sizeof(struct common_name),
    [VOCABULARY] = sizeof(uint64_t),
    [EVERYDAY] = sizeof(uint64_t),
    [CHARACTERS] = 1,
};

static void put(struct image_table *tables, size_t which, const void *records, size_t n)
{
	tables[which] = (struct image_table){records, n, SIZES[which]};
}

static void put_heads(const struct toponym_rules *r, struct buf *heads, struct buf *characters)
{
	for (size_t i = 0; i < r->n_heads; i++) {
		const struct head_rule *h = &r->heads[i];
		const struct image_head f = {
			.kinds = h->kinds,
			.word = image_put(characters, h->word),
			.folded = image_put(characters, h->folded),
			.singular = image_put(characters, h->singular),
			.number = (uint8_t)h->number,
			.any = h->any,
			.inside = h->inside,
			.open = h->open,
			.wide = h->wide,
			.first_kind = (uint8_t)h->first_kind,
		};
		buf_append(heads, sv_make((const char *)&f, sizeof f));
	}
}

/* The rows in the order in which the slots find them. */
static void put_patterns(const struct pattern_table *t, struct image_table *tables, size_t first, struct buf *order)
{
	for (size_t i = 0; i < t->n; i++) {
		uint32_t at = (uint32_t)(t->sorted[i] - t->rows);
		buf_append(order, sv_make((const char *)&at, sizeof at));
	}
	put(tables, first, t->rows, t->n);
	put(tables, first + 1, order->ptr, t->n);
	put(tables, first + 2, t->slots, t->n_slots);
}

void toponym_image_write(const struct toponym_rules *r, struct buf *out)
{
	struct image_table tables[TABLES];
	struct buf heads, characters, orders[2];
	struct buf *const parts[] = {&heads, &characters, &orders[0], &orders[1]};
	image_begin(parts, sizeof parts / sizeof *parts);
	put_heads(r, &heads, &characters);
	put_patterns(&r->spatial, tables, SPATIAL, &orders[0]);
	put_patterns(&r->friends, tables, FRIENDS, &orders[1]);
	put(tables, WORDS, r->words, r->n_slots);
	put(tables, HEADS, heads.ptr, r->n_heads);
	put(tables, WEIGHTS, r->weights, WEIGHT_COUNT);
	put(tables, NUMBERS, r->numbers, r->n_numbers);
	put(tables, COMMON, r->common, r->n_common);
	put(tables, VOCABULARY, r->vocabulary.slots, r->vocabulary.n_slots);
	put(tables, EVERYDAY, r->everyday.slots, r->everyday.n_slots);
	put(tables, CHARACTERS, characters.ptr, characters.len);
	image_end(out, tables, TABLES, parts, sizeof parts / sizeof *parts);
}

/* Where a search ends. */
static bool has_free_word(const struct toponym_rules *r)
{
	size_t i = 0;
	while (i < r->n_slots && r->words[i].hash)
		i++;
	return i < r->n_slots;
}

static bool words_fit(const struct toponym_rules *r)
{
	bool wrong = false;
	for (size_t i = 0; i < r->n_slots; i++) {
		const struct word_rule *w = &r->words[i];
		wrong |= w->head >= r->n_heads || w->direction > DIR_CENTRE || w->area > MENTION_DIRECTION || w->reach > MAX_REACH;
	}
	return !wrong && has_free_word(r);
}

static bool open_words(const struct image_table *tables, struct toponym_rules *r)
{
	r->words = tables[WORDS].records;
	r->n_slots = tables[WORDS].n;
	return image_is_hash(r->n_slots) && words_fit(r);
}

static bool open_heads(const struct image_table *tables, struct toponym_rules *r)
{
	const struct image_head *from = tables[HEADS].records;
	const struct image_table *characters = &tables[CHARACTERS];
	struct head_rule *heads = ARENA_ARRAY(&r->arena, struct head_rule, tables[HEADS].n + 1);
	for (size_t i = 0; i < tables[HEADS].n; i++) {
		if (from[i].first_kind >= PLACE_KIND_COUNT)
			return false;
		heads[i] = (struct head_rule){
			.number = (char)from[i].number,
			.kinds = from[i].kinds,
			.any = from[i].any != 0,
			.inside = from[i].inside != 0,
			.open = from[i].open != 0,
			.wide = from[i].wide != 0,
			.first_kind = (enum place_kind)from[i].first_kind,
			.word = image_get(characters, from[i].word),
			.folded = image_get(characters, from[i].folded),
			.singular = image_get(characters, from[i].singular),
		};
	}
	r->heads = heads;
	r->n_heads = tables[HEADS].n;
	return true;
}

static bool is_flag(const bool *b)
{
	return *(const unsigned char *)b <= 1;
}

static bool pattern_fits(const struct pattern *p, size_t n_rows)
{
	return p->n >= 1 && p->n <= PATTERN_MAX_WORDS && p->n_own <= p->n && (unsigned)p->relation <= REL_FROM_TO &&
	       (unsigned)p->role <= ROLE_ACTOR && is_flag(&p->verb) && is_flag(&p->same) && p->row >= 1 && p->row <= n_rows;
}

static bool open_patterns(const struct image_table *tables, struct arena *a, struct pattern_table *t)
{
	const struct pattern *rows = tables[0].records;
	const uint32_t *order = tables[1].records;
	const uint32_t *slots = tables[2].records;
	const struct pattern **sorted = ARENA_ARRAY(a, const struct pattern *, tables[0].n + 1);
	bool has_free = false;
	if (tables[1].n != tables[0].n || !image_is_hash(tables[2].n))
		return false;
	for (size_t i = 0; i < tables[0].n; i++) {
		if (!pattern_fits(&rows[i], tables[0].n) || order[i] >= tables[0].n)
			return false;
		sorted[i] = &rows[order[i]];
	}
	for (size_t i = 0; i < tables[2].n; i++) {
		has_free |= slots[i] == 0;
		if (slots[i] > tables[0].n)
			return false;
	}
	*t = (struct pattern_table){.rows = rows, .n = tables[0].n, .sorted = sorted, .slots = slots, .n_slots = tables[2].n};
	return has_free;
}

static bool open_weights(const struct image_table *tables, struct toponym_rules *r)
{
	if (tables[WEIGHTS].n != WEIGHT_COUNT)
		return false;
	memcpy(r->weights, tables[WEIGHTS].records, sizeof r->weights);
	for (size_t i = 0; i < WEIGHT_COUNT; i++)
		if (!isfinite(r->weights[i]))
			return false;
	return true;
}

static bool open_numbers(const struct image_table *tables, struct toponym_rules *r)
{
	r->numbers = tables[NUMBERS].records;
	r->n_numbers = tables[NUMBERS].n;
	r->common = tables[COMMON].records;
	r->n_common = tables[COMMON].n;
	bool has_free = false, wrong = false;
	for (size_t i = 0; i < r->n_common; i++) {
		has_free |= r->common[i].hash == 0;
		wrong |= !(r->common[i].level >= 0 && r->common[i].level < 100);
	}
	return image_is_hash(r->n_common) && has_free && !wrong;
}

static bool open_vocabulary(const struct image_table *table, struct vocabulary *v)
{
	size_t i = 0;
	*v = (struct vocabulary){table->records, table->n};
	while (i < v->n_slots && v->slots[i])
		i++;
	return i < v->n_slots && image_is_hash(v->n_slots);
}

bool toponym_image_open(struct toponym_rules *r)
{
	struct image_table tables[TABLES];
	for (size_t i = 0; i < TABLES; i++)
		put(tables, i, NULL, 0);
	bool fits = image_open(gazetteer_image(r->gazetteer, TOPONYM_IMAGE), tables, TABLES) && open_heads(tables, r) &&
		    open_words(tables, r) && open_patterns(&tables[SPATIAL], &r->arena, &r->spatial) &&
		    open_patterns(&tables[FRIENDS], &r->arena, &r->friends) && open_weights(tables, r) &&
		    open_numbers(tables, r) && open_vocabulary(&tables[VOCABULARY], &r->vocabulary) &&
		    open_vocabulary(&tables[EVERYDAY], &r->everyday);
	r->spatial.by_last = true;
	return fits;
}
