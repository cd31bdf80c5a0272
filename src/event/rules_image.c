#include "event/rules_image.h"

#include "gazetteer/image.h"

#include <assert.h>

enum {
	BEGINNINGS,
	PHRASES,
	SLOTS,
	KEYS,
	BEHIND,
	TRIGGERS,
	CONTEXTS,
	CASUALTIES,
	NUMBERS,
	TIMES,
	MONTHS,
	WEEKDAYS,
	ACTORS,
	REST,
	CHARACTERS,
	TABLES
};
enum { MAX_DAYS = 366, MAX_NUMBER = 1000000, MAX_PERCENT = 100, MAX_INTER = 8 }; /* as the loader has them */

struct image_trigger {
	struct image_text group, event_type, sub_event_type;
	int32_t strength, role, needs, by_victims;
};

struct image_actor {
	struct image_text name, later;
	int32_t inter, bloc, civilians, armed;
};

struct image_rest {
	int32_t year, month, day; /* the reference date */
	uint32_t n_names;
};

static_assert(sizeof(struct context_rule) == 12, "as in the file");
static_assert(sizeof(struct casualty_rule) == 12, "as in the file");
static_assert((int)TABLES <= (int)IMAGE_MAX_TABLES, "room for all");

static const size_t SIZES[TABLES] = {
	[BEGINNINGS] = sizeof(uint64_t),
	[PHRASES] = sizeof(struct phrase),
	[SLOTS] = sizeof(uint32_t),
	[KEYS] = 1,
	[BEHIND] = sizeof(uint64_t),
	[TRIGGERS] = sizeof(struct image_trigger),
	[CONTEXTS] = sizeof(struct context_rule),
	[CASUALTIES] = sizeof(struct casualty_rule),
	[NUMBERS] = sizeof(struct number_rule),
	[TIMES] = sizeof(struct time_rule),
	[MONTHS] = sizeof(int),
	[WEEKDAYS] = sizeof(int),
	[ACTORS] = sizeof(struct image_actor),
	[REST] = sizeof(struct image_rest),
	[CHARACTERS] = 1,
};

/* Tables that hold a record for each row of the lexicon's. */
static const struct {
	int table;
	enum phrase_table rows;
} BY_ROW[] = {{TRIGGERS, PHRASE_TRIGGER}, {CONTEXTS, PHRASE_CONTEXT}, {CASUALTIES, PHRASE_CASUALTY},
	      {NUMBERS, PHRASE_NUMBER},	  {TIMES, PHRASE_TIME},	      {MONTHS, PHRASE_MONTH},
	      {WEEKDAYS, PHRASE_WEEKDAY}, {ACTORS, PHRASE_ACTOR}};
enum { N_BY_ROW = sizeof BY_ROW / sizeof *BY_ROW };

static void put(struct image_table *tables, size_t which, const void *records, size_t n)
{
	tables[which] = (struct image_table){records, n, SIZES[which]};
}

static void put_triggers(const struct event_rules *r, struct buf *out, struct buf *characters)
{
	for (size_t i = 0; i < r->n_rows[PHRASE_TRIGGER]; i++) {
		const struct trigger_rule *t = &r->triggers[i];
		const struct image_trigger f = {
			.group = image_put(characters, t->group),
			.event_type = image_put(characters, t->event_type),
			.sub_event_type = image_put(characters, t->sub_event_type),
			.strength = t->strength,
			.role = (int32_t)t->role,
			.needs = t->needs,
			.by_victims = t->by_victims,
		};
		buf_append(out, sv_make((const char *)&f, sizeof f));
	}
}

static void put_actors(const struct event_rules *r, struct buf *out, struct buf *characters)
{
	for (size_t i = 0; i < r->n_rows[PHRASE_ACTOR]; i++) {
		const struct actor_rule *a = &r->actors[i];
		const struct image_actor f = {
			.name = image_put(characters, a->name),
			.later = image_put(characters, a->later),
			.inter = a->inter,
			.bloc = a->bloc,
			.civilians = a->civilians,
			.armed = a->armed,
		};
		buf_append(out, sv_make((const char *)&f, sizeof f));
	}
}

void event_image_write(const struct event_rules *r, struct buf *out)
{
	struct image_table tables[TABLES];
	struct buf triggers, actors, characters;
	struct buf *const parts[] = {&triggers, &actors, &characters};
	const struct image_rest rest = {r->reference.year, r->reference.month, r->reference.day,
					(uint32_t)r->n_rows[PHRASE_NAME]};
	image_begin(parts, sizeof parts / sizeof *parts);
	put_triggers(r, &triggers, &characters);
	put_actors(r, &actors, &characters);
	put(tables, BEGINNINGS, r->phrases.beginnings, r->phrases.n_beginning_slots);
	put(tables, PHRASES, r->phrases.items, r->phrases.n);
	put(tables, SLOTS, r->phrases.slots, r->phrases.n_slots);
	put(tables, KEYS, r->phrases.keys, r->phrases.n_keys);
	put(tables, BEHIND, r->phrases.behind, BEHIND_WORDS);
	const void *const by_row[N_BY_ROW] = {triggers.ptr, r->contexts, r->casualties, r->numbers,
					      r->times,	    r->months,	 r->weekdays,	actors.ptr};
	for (size_t i = 0; i < N_BY_ROW; i++)
		put(tables, (size_t)BY_ROW[i].table, by_row[i], r->n_rows[BY_ROW[i].rows]);
	put(tables, REST, &rest, 1);
	put(tables, CHARACTERS, characters.ptr, characters.len);
	image_end(out, tables, TABLES, parts, sizeof parts / sizeof *parts);
}

/* Where phrases lead is looked at when one is found (phrase.h); that a search ends, here. */
static bool open_phrases(const struct image_table *t, struct event_rules *r)
{
	r->phrases = (struct phrases){.items = t[PHRASES].records,
				      .n = t[PHRASES].n,
				      .slots = t[SLOTS].records,
				      .n_slots = t[SLOTS].n,
				      .beginnings = t[BEGINNINGS].records,
				      .n_beginning_slots = t[BEGINNINGS].n,
				      .keys = t[KEYS].records,
				      .n_keys = t[KEYS].n,
				      .behind = t[BEHIND].records,
				      .n_rows = r->n_rows};
	const struct phrases *p = &r->phrases;
	size_t slot = 0, beginning = 0;
	while (slot < p->n_slots && p->slots[slot] < p->n)
		slot++;
	while (beginning < p->n_beginning_slots && p->beginnings[beginning])
		beginning++;
	return t[BEHIND].n == BEHIND_WORDS && image_is_hash(p->n_slots) && image_is_hash(p->n_beginning_slots) && slot < p->n_slots &&
	       beginning < p->n_beginning_slots;
}

static bool open_triggers(const struct image_table *t, struct event_rules *r)
{
	const struct image_trigger *from = t[TRIGGERS].records;
	struct trigger_rule *to = ARENA_ARRAY(&r->arena, struct trigger_rule, t[TRIGGERS].n + 1);
	r->triggers = to;
	for (size_t i = 0; i < t[TRIGGERS].n; i++) {
		to[i] = (struct trigger_rule){.group = image_get(&t[CHARACTERS], from[i].group),
					      .event_type = image_get(&t[CHARACTERS], from[i].event_type),
					      .sub_event_type = image_get(&t[CHARACTERS], from[i].sub_event_type),
					      .strength = from[i].strength,
					      .role = (enum trigger_role)from[i].role,
					      .needs = from[i].needs,
					      .by_victims = from[i].by_victims != 0};
		if (from[i].role < 0 || from[i].role > TRIGGER_ANAPHORA || from[i].strength < 0 ||
		    from[i].strength > MAX_PERCENT || to[i].event_type.len == 0 || to[i].sub_event_type.len == 0)
			return false;
	}
	return true;
}

static bool open_actors(const struct image_table *t, struct event_rules *r)
{
	const struct image_actor *from = t[ACTORS].records;
	struct actor_rule *to = ARENA_ARRAY(&r->arena, struct actor_rule, t[ACTORS].n + 1);
	r->actors = to;
	for (size_t i = 0; i < t[ACTORS].n; i++) {
		to[i] = (struct actor_rule){.name = image_get(&t[CHARACTERS], from[i].name),
					    .later = image_get(&t[CHARACTERS], from[i].later),
					    .inter = from[i].inter,
					    .bloc = from[i].bloc,
					    .civilians = from[i].civilians != 0,
					    .armed = from[i].armed != 0};
		if (from[i].inter < 1 || from[i].inter > MAX_INTER || from[i].bloc < 0 || from[i].bloc >= BLOC_ATTACKERS)
			return false;
	}
	return true;
}

static bool is_flag(const bool *b)
{
	return *(const unsigned char *)b <= 1;
}

static bool casualties_fit(const struct event_rules *r)
{
	bool fit = true;
	for (size_t i = 0; i < r->n_rows[PHRASE_CASUALTY]; i++) {
		const struct casualty_rule *c = &r->casualties[i];
		fit &= (unsigned)c->kind < CASUALTY_KINDS && is_flag(&c->civilians) && is_flag(&c->armed) &&
		       is_flag(&c->attackers) && is_flag(&c->martyrs) && is_flag(&c->foes);
	}
	return fit;
}

static bool contexts_fit(const struct event_rules *r)
{
	bool fit = true;
	for (size_t i = 0; i < r->n_rows[PHRASE_CONTEXT]; i++)
		fit &= (unsigned)r->contexts[i].kind <= CONTEXT_OBJECT && r->contexts[i].reach <= MAX_PERCENT;
	return fit;
}

static bool in_range(int value, int low, int high)
{
	return value >= low && value <= high;
}

static bool numbers_fit(const struct event_rules *r)
{
	bool fit = true;
	for (size_t i = 0; i < r->n_rows[PHRASE_NUMBER]; i++)
		fit &= (unsigned)r->numbers[i].kind < NUMBER_KINDS && in_range(r->numbers[i].value, 0, MAX_NUMBER);
	for (size_t i = 0; i < r->n_rows[PHRASE_TIME]; i++)
		fit &= (unsigned)r->times[i].kind < TIME_KINDS && in_range(r->times[i].value, -MAX_DAYS, MAX_DAYS);
	for (size_t i = 0; i < r->n_rows[PHRASE_MONTH]; i++)
		fit &= in_range(r->months[i], 1, HIJRI_MONTHS + 12);
	for (size_t i = 0; i < r->n_rows[PHRASE_WEEKDAY]; i++)
		fit &= in_range(r->weekdays[i], 0, 6);
	return fit;
}

static bool open_rest(const struct image_table *t, struct event_rules *r)
{
	if (t[REST].n != 1)
		return false;
	const struct image_rest *rest = t[REST].records;
	r->reference = (struct date){rest->year, rest->month, rest->day};
	r->n_rows[PHRASE_NAME] = rest->n_names;
	return in_range(rest->year, 1, 9999) && in_range(rest->month, 1, 12) && in_range(rest->day, 1, 31);
}

bool event_image_open(const struct gazetteer *g, struct event_rules *r)
{
	struct image_table t[TABLES];
	for (size_t i = 0; i < TABLES; i++)
		put(t, i, NULL, 0);
	if (!image_open(gazetteer_image(g, EVENT_IMAGE), t, TABLES))
		return false;
	for (size_t i = 0; i < N_BY_ROW; i++)
		r->n_rows[BY_ROW[i].rows] = t[BY_ROW[i].table].n;
	r->contexts = t[CONTEXTS].records;
	r->casualties = t[CASUALTIES].records;
	r->numbers = t[NUMBERS].records;
	r->times = t[TIMES].records;
	r->months = t[MONTHS].records;
	r->weekdays = t[WEEKDAYS].records;
	return open_rest(t, r) && open_phrases(t, r) && open_triggers(t, r) && open_actors(t, r) && contexts_fit(r) &&
	       casualties_fit(r) && numbers_fit(r);
}
