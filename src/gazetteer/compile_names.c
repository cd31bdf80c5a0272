/* The key tables: every name under which a place is found, and the beginnings of those with several words. */
#include "gazetteer/compiler.h"

#include "gazetteer/filter.h"
#include "text/text.h"

#include <stdlib.h>

/* End of the run of equal keys that starts at i. */
static size_t group_end(const struct name_keys *k, size_t i)
{
	size_t end = i + 1;
	while (end < k->n && sv_eq(k->items[end].key, k->items[i].key))
		end++;
	return end;
}

/* The real (not generated) bearers of a key among sorted keys; NULL and *n 0 for none. */
static const struct name_key *name_keys_find(const struct name_keys *keys, struct sv key, size_t *n)
{
	size_t low = 0;
	size_t high = keys->n;
	*n = 0;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (sv_cmp(keys->items[middle].key, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	while (low + *n < keys->n && sv_eq(keys->items[low + *n].key, key) &&
	       keys->items[low + *n].origin != NAME_GENERATED)
		++*n;
	return *n ? &keys->items[low] : NULL;
}

static bool bears(const struct name_keys *keys, struct sv key, int32_t place)
{
	size_t n = 0;
	const struct name_key *k = name_keys_find(keys, key, &n);
	for (size_t i = 0; i < n; i++)
		if (k[i].place == place)
			return true;
	return false;
}

/* A generated key must not give a place another's own name, unless that one bears the name it was made from too. */
static bool may_stay(const struct name_keys *keys, const struct name_key *generated)
{
	size_t n = 0;
	const struct name_key *own = name_keys_find(keys, generated->key, &n);
	for (size_t i = 0; i < n; i++)
		if (own[i].place != generated->place && !bears(keys, generated->from, own[i].place))
			return false;
	return true;
}

/* Without generated keys that may not stay, and with each place once under each key. */
static void filter_keys(struct arena *a, const struct name_keys *all, struct name_keys *kept)
{
	kept->items = ARENA_ARRAY(a, struct name_key, all->n + 1);
	kept->n = 0;
	for (size_t i = 0; i < all->n;) {
		size_t end = group_end(all, i);
		size_t first = kept->n;
		for (; i < end; i++) {
			const struct name_key *k = &all->items[i];
			if (k->origin == NAME_GENERATED && !may_stay(all, k))
				continue;
			bool known = false;
			for (size_t j = first; j < kept->n && !known; j++)
				known = kept->items[j].place == k->place;
			if (!known)
				kept->items[kept->n++] = *k;
		}
	}
}

struct file_key *compiler_slot(const struct compiler *c, enum section s, struct sv key, uint64_t hash)
{
	struct file_key *slots = c->sections[s].records;
	size_t size = c->sections[s].n;
	size_t at = (size_t)hash & (size - 1);
	while (slots[at].key.len && !(slots[at].hash == hash && sv_eq(compiler_read(c, slots[at].key), key)))
		at = (at + 1) & (size - 1);
	return &slots[at];
}

const struct name_entry *compiler_bearers(const struct compiler *c, struct sv key, size_t *n)
{
	const struct name_entry *entries = c->sections[SECTION_ENTRIES].records;
	const struct file_key *slot = compiler_slot(c, SECTION_NAMES, key, text_hash(key));
	*n = slot->key.len ? slot->entries.n : 0;
	return *n ? entries + slot->entries.first : NULL;
}

/* Fills the hash table `s` and the entries; returns the number of distinct keys. */
static size_t put_table(struct compiler *c, enum section s, const struct name_keys *keys)
{
	size_t n = 0;
	for (size_t i = 0; i < keys->n; i = group_end(keys, i))
		n++;
	size_t size = compiler_table_size(n);
	struct file_key *slots = compiler_reserve(c, s, size);
	for (size_t i = 0; i < keys->n;) {
		size_t end = group_end(keys, i);
		const struct name_key *k = &keys->items[i];
		size_t at = (size_t)k->hash & (size - 1);
		while (slots[at].key.len)
			at = (at + 1) & (size - 1);
		slots[at].hash = k->hash;
		slots[at].key = compiler_text(c, k->key);
		slots[at].entries = (struct file_span){(uint32_t)c->sections[SECTION_ENTRIES].n, (uint32_t)(end - i)};
		for (; i < end; i++) {
			struct name_entry *entry = compiler_push(c, SECTION_ENTRIES);
			entry->place = keys->items[i].place;
			entry->origin = (uint8_t)keys->items[i].origin;
		}
	}
	return n;
}

/* Keys in order: those that share a beginning are neighbours, so it is new if the key before lacks it. */
static bool is_new_prefix(const struct name_keys *keys, size_t i, struct sv prefix)
{
	struct sv before = i ? keys->items[i - 1].key : sv_make("", 0);
	return !(before.len > prefix.len && sv_starts(before, prefix) && before.ptr[prefix.len] == ' ');
}

static size_t count_prefixes(const struct name_keys *keys)
{
	size_t n = 0;
	for (size_t i = 0; i < keys->n; i = group_end(keys, i))
		for (size_t k = 1; k < keys->items[i].key.len; k++)
			if (keys->items[i].key.ptr[k] == ' ')
				n += is_new_prefix(keys, i, sv_take(keys->items[i].key, k));
	return n;
}

static void put_prefixes(struct compiler *c, const struct name_keys *keys)
{
	size_t size = compiler_table_size(count_prefixes(keys));
	struct file_prefix *slots = compiler_reserve(c, SECTION_PREFIXES, size);
	for (size_t i = 0; i < keys->n; i = group_end(keys, i)) {
		struct sv key = keys->items[i].key;
		for (size_t k = 1; k < key.len; k++) {
			struct sv prefix = sv_take(key, k);
			if (key.ptr[k] != ' ' || !is_new_prefix(keys, i, prefix))
				continue;
			uint64_t hash = text_hash(prefix);
			size_t at = (size_t)hash & (size - 1);
			while (slots[at].key.len)
				at = (at + 1) & (size - 1);
			slots[at].hash = hash;
			slots[at].key = (struct file_ref){compiler_text(c, key).offset, (uint32_t)k};
			c->counts.prefixes++;
		}
	}
}

void compiler_put_known(struct compiler *c, uint64_t hash)
{
	filter_add(c->sections[SECTION_KNOWN].records, c->sections[SECTION_KNOWN].n, hash);
}

static bool may_be_misspelt(struct sv key, const struct place *p)
{
	return p->ambiguity == AMBIGUITY_FREE && p->prominence > 0 && !memchr(key.ptr, ' ', key.len);
}

void compiler_put_likes(struct compiler *c, struct sv key, const struct place *p)
{
	uint64_t hashes[FILTER_MAX_LETTERS + 1];
	size_t n = 0;
	if (may_be_misspelt(key, p) && filter_likes(key, hashes, &n))
		for (size_t i = 0; i < n; i++)
			filter_add(c->sections[SECTION_LIKES].records, c->sections[SECTION_LIKES].n, hashes[i]);
}

/* The filters over the key tables, which are complete. */
static void put_filters(struct compiler *c, const struct name_keys *keys)
{
	const struct source_place *places = c->source->places;
	const struct file_prefix *prefixes = c->sections[SECTION_PREFIXES].records;
	size_t n_likes = 0;
	for (size_t i = 0; i < keys->n; i++)
		if (may_be_misspelt(keys->items[i].key, &places[keys->items[i].place].place))
			n_likes += keys->items[i].key.len / 2 + 1;
	compiler_reserve(c, SECTION_KNOWN, filter_size(c->counts.keys + c->counts.prefixes));
	compiler_reserve(c, SECTION_LIKES, filter_size(n_likes));
	for (size_t i = 0; i < keys->n; i++) {
		compiler_put_known(c, keys->items[i].hash);
		compiler_put_likes(c, keys->items[i].key, &places[keys->items[i].place].place);
	}
	for (size_t i = 0; i < c->sections[SECTION_PREFIXES].n; i++)
		if (prefixes[i].key.len)
			compiler_put_known(c, prefixes[i].hash);
}

static void sort_keys(struct name_keys *k)
{
	if (k->n)
		qsort(k->items, k->n, sizeof *k->items, name_key_compare);
}

void compile_names(struct compiler *c)
{
	struct name_rules rules;
	struct name_keys arabic = {0};
	struct name_keys english = {0};
	struct name_keys kept = {0};
	struct name_keys kept_english = {0};
	const struct source *s = c->source;
	name_rules_init(&rules, s);
	for (size_t i = 0; i < s->n_places; i++) {
		names_arabic(c->arena, &rules, &s->places[i], (int32_t)i, &arabic);
		names_english(c->arena, &s->places[i], (int32_t)i, &english);
	}
	sort_keys(&arabic);
	sort_keys(&english);
	filter_keys(c->arena, &arabic, &kept);
	filter_keys(c->arena, &english, &kept_english);
	c->counts.keys = put_table(c, SECTION_NAMES, &kept);
	c->counts.english_keys = put_table(c, SECTION_ENGLISH, &kept_english);
	put_prefixes(c, &kept);
	put_filters(c, &kept);
	for (size_t i = 0; i < kept.n; i = group_end(&kept, i))
		c->counts.generated_keys += kept.items[i].origin == NAME_GENERATED;
}
