#include "gazetteer/patch.h"

#include "gazetteer/compiler.h"
#include "text/text.h"

#include <stdlib.h>

enum { MAX_HEAP_BYTES = 1024 * 1024 * 1024 };

/* One row of the overlay, with the keys that it and the row it replaces bear. */
struct patched {
	const struct source_place *row;
	int32_t place;
	bool replaces;
	struct name_keys old_arabic, old_english, arabic, english;
};

struct patch {
	struct compiler compiler; /* sections in the gazetteer's arena */
	const struct gazetteer *gazetteer;
	struct arena *scratch; /* the overlay's own */
	struct name_rules rules;
	struct patched *rows;
	size_t n_rows;
};

static const enum section CHANGED[] = {SECTION_HEAP,    SECTION_PLACES,  SECTION_IDS,     SECTION_NAMES,
                                       SECTION_ENGLISH, SECTION_ENTRIES, SECTION_PREFIXES,
                                       SECTION_KNOWN,   SECTION_LIKES};

static void load_sections(struct patch *p)
{
	for (size_t i = 0; i < sizeof CHANGED / sizeof *CHANGED; i++) {
		size_t n = 0;
		const void *from = gazetteer_section(p->gazetteer, CHANGED[i], &n);
		void *to = compiler_reserve(&p->compiler, CHANGED[i], n);
		if (n)
			memcpy(to, from, n * format_record_size(CHANGED[i]));
	}
}

/* The row of a place as it was before the overlay. */
static struct source_place old_row(const struct gazetteer *g, int32_t place)
{
	return (struct source_place){.place = *gazetteer_place(g, (size_t)place),
	                             .variants = gazetteer_variants(g, (size_t)place)};
}

static void load_rows(struct patch *p, const struct source *rows)
{
	size_t n_places = gazetteer_count(p->gazetteer);
	p->n_rows = rows->n_places;
	p->rows = ARENA_ARRAY(p->scratch, struct patched, p->n_rows + 1);
	for (size_t i = 0; i < p->n_rows; i++) {
		struct patched *r = &p->rows[i];
		r->row = &rows->places[i];
		r->place = gazetteer_by_id(p->gazetteer, r->row->place.id);
		r->replaces = r->place != PLACE_NONE;
		if (r->replaces) {
			struct source_place old = old_row(p->gazetteer, r->place);
			names_arabic(p->scratch, &p->rules, &old, r->place, &r->old_arabic);
			names_english(p->scratch, &old, r->place, &r->old_english);
		} else {
			r->place = (int32_t)n_places++;
		}
		names_arabic(p->scratch, &p->rules, r->row, r->place, &r->arabic);
		names_english(p->scratch, r->row, r->place, &r->english);
	}
}

static bool has_own(const struct name_keys *keys, struct sv key)
{
	for (size_t i = 0; i < keys->n; i++)
		if (keys->items[i].origin != NAME_GENERATED && sv_eq(keys->items[i].key, key))
			return true;
	return false;
}

/* The spelling that the place's name `from` yields by rule and that another place owned: it may come back. */
static bool yields_own(const struct patch *p, int32_t place, struct sv from, const struct name_keys *owned)
{
	struct name_keys keys = {0};
	struct source_place row = old_row(p->gazetteer, place);
	names_arabic(p->scratch, &p->rules, &row, place, &keys);
	for (size_t i = 0; i < keys.n; i++)
		if (keys.items[i].origin == NAME_GENERATED && sv_eq(keys.items[i].from, from) &&
		    has_own(owned, keys.items[i].key))
			return true;
	return false;
}

/* True when a replaced row gives up a name of its own, or takes one that excuses a spelling dropped for its sake. */
static bool revives(const struct patch *p, const struct patched *r)
{
	for (size_t i = 0; r->replaces && i < r->old_arabic.n; i++)
		if (r->old_arabic.items[i].origin != NAME_GENERATED && !has_own(&r->arabic, r->old_arabic.items[i].key))
			return true;
	for (size_t i = 0; r->replaces && i < r->arabic.n; i++) {
		const struct name_key *k = &r->arabic.items[i];
		if (k->origin == NAME_GENERATED || has_own(&r->old_arabic, k->key))
			continue;
		struct name_span bearers = gazetteer_find(p->gazetteer, k->key, k->hash);
		for (size_t b = 0; b < bearers.n; b++)
			if (bearers.entries[b].origin != NAME_GENERATED &&
			    yields_own(p, bearers.entries[b].place, k->key, &r->old_arabic))
				return true;
	}
	return false;
}

static void put_places(struct patch *p)
{
	struct compiler *c = &p->compiler;
	for (size_t i = 0; i < p->n_rows; i++) {
		if (!p->rows[i].replaces)
			compiler_push(c, SECTION_PLACES);
		struct file_place *places = c->sections[SECTION_PLACES].records;
		compiler_put_place(c, p->rows[i].row, &places[p->rows[i].place]);
	}
}

static void put_ids(struct patch *p)
{
	struct compiler *c = &p->compiler;
	size_t n = c->sections[SECTION_PLACES].n;
	size_t size = compiler_table_size(n);
	size_t first = gazetteer_count(p->gazetteer);
	if (size > c->sections[SECTION_IDS].n) {
		c->sections[SECTION_IDS].n = c->sections[SECTION_IDS].capacity = 0;
		compiler_reserve(c, SECTION_IDS, size);
		first = 0;
	}
	for (size_t i = first; i < n; i++)
		compiler_put_id(c, (uint32_t)i);
}

/* Room for `more` keys: when the table is too full, its slots are laid out anew in a larger one. */
static void widen_keys(struct compiler *c, enum section s, size_t more)
{
	const struct file_key *old = c->sections[s].records;
	size_t old_size = c->sections[s].n;
	size_t used = 0;
	for (size_t i = 0; i < old_size; i++)
		used += old[i].key.len > 0;
	size_t size = compiler_table_size(used + more);
	if (size <= old_size)
		return;
	c->sections[s].n = c->sections[s].capacity = 0;
	compiler_reserve(c, s, size);
	for (size_t i = 0; i < old_size; i++)
		if (old[i].key.len)
			*compiler_slot(c, s, compiler_read(c, old[i].key), old[i].hash) = old[i];
}

struct bearer {
	struct name_entry entry;
	uint8_t prominence;
};

static int by_rank(const void *a, const void *b)
{
	const struct bearer *x = a;
	const struct bearer *y = b;
	int c = (x->entry.origin > y->entry.origin) - (x->entry.origin < y->entry.origin);
	if (c == 0)
		c = (x->prominence < y->prominence) - (x->prominence > y->prominence);
	return c ? c : (x->entry.place > y->entry.place) - (x->entry.place < y->entry.place);
}

/* Writes the bearers of a slot in their order: where they stand, or behind all others when there are more. */
static void put_bearers(struct patch *p, struct file_key *slot, const struct name_entry *entries, size_t n)
{
	struct compiler *c = &p->compiler;
	const struct file_place *places = c->sections[SECTION_PLACES].records;
	struct bearer *sorted = ARENA_ARRAY(p->scratch, struct bearer, n + 1);
	for (size_t i = 0; i < n; i++)
		sorted[i] = (struct bearer){entries[i], places[entries[i].place].prominence};
	qsort(sorted, n, sizeof *sorted, by_rank);
	if (n > slot->entries.n) {
		slot->entries.first = (uint32_t)c->sections[SECTION_ENTRIES].n;
		compiler_reserve(c, SECTION_ENTRIES, n);
	}
	slot->entries.n = (uint32_t)n;
	struct name_entry *to = (struct name_entry *)c->sections[SECTION_ENTRIES].records + slot->entries.first;
	for (size_t i = 0; i < n; i++)
		to[i] = sorted[i].entry;
}

/* A slot's bearers without one place, with room for one more. */
static struct name_entry *other_bearers(struct patch *p, const struct file_key *slot, int32_t place, size_t *n)
{
	const struct name_entry *all = (const struct name_entry *)p->compiler.sections[SECTION_ENTRIES].records;
	struct name_entry *kept = ARENA_ARRAY(p->scratch, struct name_entry, slot->entries.n + 1);
	*n = 0;
	for (size_t i = 0; i < slot->entries.n; i++)
		if (all[slot->entries.first + i].place != place)
			kept[(*n)++] = all[slot->entries.first + i];
	return kept;
}

static void remove_bearer(struct patch *p, enum section s, struct sv key, uint64_t hash, int32_t place)
{
	size_t n = 0;
	struct file_key *slot = compiler_slot(&p->compiler, s, key, hash);
	if (slot->key.len == 0)
		return;
	const struct name_entry *kept = other_bearers(p, slot, place, &n);
	if (n < slot->entries.n)
		put_bearers(p, slot, kept, n);
}

static void add_bearer(struct patch *p, enum section s, const struct name_key *k)
{
	size_t n = 0;
	struct file_key *slot = compiler_slot(&p->compiler, s, k->key, k->hash);
	if (slot->key.len == 0)
		*slot = (struct file_key){k->hash, compiler_text(&p->compiler, k->key), {0, 0}};
	const struct name_entry *all = (const struct name_entry *)p->compiler.sections[SECTION_ENTRIES].records;
	for (size_t i = 0; i < slot->entries.n; i++)
		if (all[slot->entries.first + i].place == k->place && all[slot->entries.first + i].origin <= k->origin)
			return;
	struct name_entry *entries = other_bearers(p, slot, k->place, &n);
	entries[n++] = (struct name_entry){.place = k->place, .origin = (uint8_t)k->origin};
	put_bearers(p, slot, entries, n);
}

static bool bears(const struct patch *p, struct sv key, int32_t place)
{
	size_t n = 0;
	const struct name_entry *e = compiler_bearers(&p->compiler, key, &n);
	for (size_t i = 0; i < n && e[i].origin != NAME_GENERATED; i++)
		if (e[i].place == place)
			return true;
	return false;
}

/* As the compiler has it: not another's own name, unless that one bears the name it was made from too. */
static bool may_stay(const struct patch *p, struct sv key, struct sv from, int32_t place)
{
	size_t n = 0;
	const struct name_entry *e = compiler_bearers(&p->compiler, key, &n);
	for (size_t i = 0; i < n && e[i].origin != NAME_GENERATED; i++)
		if (e[i].place != place && !bears(p, from, e[i].place))
			return false;
	return true;
}

/* A spelling made by rule for a place that is not the overlay's: may it stay beside a new owner of the name? */
static bool survives(const struct patch *p, struct sv key, int32_t place)
{
	struct name_keys keys = {0};
	struct source_place row = old_row(p->gazetteer, place);
	names_arabic(p->scratch, &p->rules, &row, place, &keys);
	for (size_t i = 0; i < keys.n; i++)
		if (keys.items[i].origin == NAME_GENERATED && sv_eq(keys.items[i].key, key) &&
		    may_stay(p, key, keys.items[i].from, place))
			return true;
	return false;
}

static void review_generated(struct patch *p, const struct name_key *k)
{
	size_t n = 0;
	const struct name_entry *now = compiler_bearers(&p->compiler, k->key, &n);
	struct name_entry *entries = ARENA_ARRAY(p->scratch, struct name_entry, n + 1);
	if (n)
		memcpy(entries, now, n * sizeof *entries);
	for (size_t i = 0; i < n; i++)
		if (entries[i].origin == NAME_GENERATED && !survives(p, k->key, entries[i].place))
			remove_bearer(p, SECTION_NAMES, k->key, k->hash, entries[i].place);
}

static void put_names(struct patch *p)
{
	for (size_t i = 0; i < p->n_rows; i++) {
		const struct patched *r = &p->rows[i];
		for (size_t k = 0; k < r->old_arabic.n; k++)
			remove_bearer(p, SECTION_NAMES, r->old_arabic.items[k].key, r->old_arabic.items[k].hash, r->place);
		for (size_t k = 0; k < r->old_english.n; k++)
			remove_bearer(p, SECTION_ENGLISH, r->old_english.items[k].key, r->old_english.items[k].hash,
			              r->place);
	}
	for (size_t i = 0; i < p->n_rows; i++) {
		const struct patched *r = &p->rows[i];
		for (size_t k = 0; k < r->english.n; k++)
			add_bearer(p, SECTION_ENGLISH, &r->english.items[k]);
		for (size_t k = 0; k < r->arabic.n; k++)
			if (r->arabic.items[k].origin != NAME_GENERATED)
				add_bearer(p, SECTION_NAMES, &r->arabic.items[k]);
	}
	for (size_t i = 0; i < p->n_rows; i++)
		for (size_t k = 0; k < p->rows[i].arabic.n; k++)
			if (p->rows[i].arabic.items[k].origin != NAME_GENERATED)
				review_generated(p, &p->rows[i].arabic.items[k]);
	for (size_t i = 0; i < p->n_rows; i++) {
		for (size_t k = 0; k < p->rows[i].arabic.n; k++) {
			const struct name_key *key = &p->rows[i].arabic.items[k];
			if (key->origin == NAME_GENERATED && may_stay(p, key->key, key->from, key->place))
				add_bearer(p, SECTION_NAMES, key);
		}
	}
}

static struct file_prefix *prefix_slot(const struct compiler *c, struct sv prefix, uint64_t hash)
{
	struct file_prefix *slots = c->sections[SECTION_PREFIXES].records;
	size_t size = c->sections[SECTION_PREFIXES].n;
	size_t at = (size_t)hash & (size - 1);
	while (slots[at].key.len && !(slots[at].hash == hash && sv_eq(compiler_read(c, slots[at].key), prefix)))
		at = (at + 1) & (size - 1);
	return &slots[at];
}

static void widen_prefixes(struct compiler *c, size_t more)
{
	const struct file_prefix *old = c->sections[SECTION_PREFIXES].records;
	size_t old_size = c->sections[SECTION_PREFIXES].n;
	size_t used = 0;
	for (size_t i = 0; i < old_size; i++)
		used += old[i].key.len > 0;
	size_t size = compiler_table_size(used + more);
	if (size <= old_size)
		return;
	c->sections[SECTION_PREFIXES].n = c->sections[SECTION_PREFIXES].capacity = 0;
	compiler_reserve(c, SECTION_PREFIXES, size);
	for (size_t i = 0; i < old_size; i++)
		if (old[i].key.len)
			*prefix_slot(c, compiler_read(c, old[i].key), old[i].hash) = old[i];
}

/* Beginnings of names that are gone stay: they only let a match be tried in vain. */
static void put_prefixes(struct patch *p)
{
	struct compiler *c = &p->compiler;
	size_t more = 0;
	for (size_t i = 0; i < p->n_rows; i++)
		for (size_t k = 0; k < p->rows[i].arabic.n; k++)
			for (size_t at = 0; at < p->rows[i].arabic.items[k].key.len; at++)
				more += p->rows[i].arabic.items[k].key.ptr[at] == ' ';
	widen_prefixes(c, more);
	for (size_t i = 0; i < p->n_rows; i++) {
		for (size_t k = 0; k < p->rows[i].arabic.n; k++) {
			struct sv key = p->rows[i].arabic.items[k].key;
			for (size_t at = 1; at < key.len; at++) {
				struct sv prefix = sv_take(key, at);
				uint64_t hash = key.ptr[at] == ' ' ? text_hash(prefix) : 0;
				struct file_prefix *slot = key.ptr[at] == ' ' ? prefix_slot(c, prefix, hash) : NULL;
				if (slot && slot->key.len == 0)
					*slot = (struct file_prefix){hash, compiler_text(c, prefix)};
				if (slot)
					compiler_put_known(c, hash);
			}
		}
	}
}

/* As the names of places, their spellings are only added to the filters. */
static void put_filters(struct patch *p)
{
	for (size_t i = 0; i < p->n_rows; i++)
		for (size_t k = 0; k < p->rows[i].arabic.n; k++) {
			compiler_put_known(&p->compiler, p->rows[i].arabic.items[k].hash);
			compiler_put_likes(&p->compiler, p->rows[i].arabic.items[k].key, &p->rows[i].row->place);
		}
}

static bool is_unit(enum place_kind k)
{
	return k == KIND_COUNTRY || k == KIND_GOVERNORATE || k == KIND_DISTRICT || k == KIND_SUBDISTRICT;
}

/* The rows' own parents; everybody's when units change. */
static void put_parents(struct patch *p)
{
	bool units = false;
	for (size_t i = 0; i < p->n_rows; i++) {
		const struct patched *r = &p->rows[i];
		units = units || is_unit(r->row->place.kind) ||
		        (r->replaces && is_unit(gazetteer_place(p->gazetteer, (size_t)r->place)->kind));
	}
	if (units)
		compiler_put_parents(&p->compiler, 0, p->compiler.sections[SECTION_PLACES].n);
	for (size_t i = 0; i < p->n_rows && !units; i++)
		compiler_put_parents(&p->compiler, (size_t)p->rows[i].place, (size_t)p->rows[i].place + 1);
}

static bool is_table_size(size_t used, size_t size)
{
	return size && (size & (size - 1)) == 0 && used < size;
}

static bool is_sound_table(const struct gazetteer *g, enum section s)
{
	size_t size = 0, n_entries = 0, used = 0;
	const struct file_key *slots = gazetteer_section(g, s, &size);
	gazetteer_section(g, SECTION_ENTRIES, &n_entries);
	for (size_t i = 0; i < size; i++) {
		used += slots[i].key.len > 0;
		if (slots[i].entries.first > n_entries || slots[i].entries.n > n_entries - slots[i].entries.first)
			return false;
	}
	return is_table_size(used, size);
}

/* Tables as the compiler makes them. A forged file's may be otherwise; they are read with care, but not patched. */
static bool is_sound(const struct gazetteer *g)
{
	size_t n_ids = 0, n_prefixes = 0, used = 0, used_prefixes = 0;
	const uint32_t *ids = gazetteer_section(g, SECTION_IDS, &n_ids);
	const struct file_prefix *prefixes = gazetteer_section(g, SECTION_PREFIXES, &n_prefixes);
	for (size_t i = 0; i < n_ids; i++) {
		used += ids[i] > 0;
		if (ids[i] > gazetteer_count(g))
			return false;
	}
	for (size_t i = 0; i < n_prefixes; i++)
		used_prefixes += prefixes[i].key.len > 0;
	return is_table_size(used, n_ids) && is_table_size(used_prefixes, n_prefixes) &&
	       is_sound_table(g, SECTION_NAMES) && is_sound_table(g, SECTION_ENGLISH);
}

static enum err commit(struct patch *p, struct gazetteer *g, const char *path, struct error *e)
{
	const struct compiler *c = &p->compiler;
	if (c->sections[SECTION_HEAP].n > MAX_HEAP_BYTES)
		return error_set(e, ERR_LIMIT, "'%s' has more than %d bytes of names", path, (int)MAX_HEAP_BYTES);
	enum err result = gazetteer_renew_places(g, path, c->sections[SECTION_PLACES].n, e);
	for (size_t i = 0; i < sizeof CHANGED / sizeof *CHANGED && result == OK; i++)
		g->sections[CHANGED[i]] =
			(struct section_view){c->sections[CHANGED[i]].records, c->sections[CHANGED[i]].n};
	return result;
}

enum err gazetteer_patch(struct gazetteer *g, const struct source *rows, const char *path, bool *done, struct error *e)
{
	struct patch p = {.gazetteer = g, .scratch = rows->arena, .compiler = {.source = rows, .arena = &g->arena}};
	*done = false;
	if (!is_sound(g))
		return OK;
	name_rules_init(&p.rules, rows);
	load_rows(&p, rows);
	size_t n_arabic = 0, n_english = 0;
	for (size_t i = 0; i < p.n_rows; i++) {
		if (revives(&p, &p.rows[i]))
			return OK;
		n_arabic += p.rows[i].arabic.n;
		n_english += p.rows[i].english.n;
	}
	load_sections(&p);
	widen_keys(&p.compiler, SECTION_NAMES, n_arabic);
	widen_keys(&p.compiler, SECTION_ENGLISH, n_english);
	put_places(&p);
	put_ids(&p);
	put_names(&p);
	put_prefixes(&p);
	put_filters(&p);
	put_parents(&p);
	*done = true;
	return commit(&p, g, path, e);
}
