#include "event/phrase.h"

enum { MAX_WORDS = 6, KEY_BYTES = 256, HITS_PER_TOKEN = 24 };
#define NO_PHRASE UINT32_MAX

static uint32_t *slot_of(const struct phrases *p, struct sv key, uint64_t hash)
{
	for (size_t i = hash & (p->n_slots - 1);; i = (i + 1) & (p->n_slots - 1)) {
		uint32_t *slot = &p->slots[i];
		if (*slot == NO_PHRASE || (p->items[*slot].hash == hash && sv_eq(p->items[*slot].key, key)))
			return slot;
	}
}

static void slots_grow(struct phrases *p)
{
	size_t n = p->n_slots ? p->n_slots * 2 : 4096;
	p->slots = ARENA_ARRAY(p->arena, uint32_t, n);
	p->n_slots = n;
	memset(p->slots, 0xff, n * sizeof *p->slots);
	for (size_t i = 0; i < p->n; i++) {
		uint32_t *slot = slot_of(p, p->items[i].key, p->items[i].hash);
		if (*slot == NO_PHRASE)
			*slot = (uint32_t)i;
	}
}

static bool beginning_insert(uint64_t *slots, size_t n_slots, uint64_t hash)
{
	hash += hash == 0;
	for (size_t i = hash & (n_slots - 1);; i = (i + 1) & (n_slots - 1)) {
		if (slots[i] == hash)
			return false;
		if (!slots[i]) {
			slots[i] = hash;
			return true;
		}
	}
}

static bool beginning_has(const struct phrases *p, uint64_t hash)
{
	hash += hash == 0;
	for (size_t i = hash & (p->n_beginning_slots - 1);; i = (i + 1) & (p->n_beginning_slots - 1)) {
		if (p->beginnings[i] == hash)
			return true;
		if (!p->beginnings[i])
			return false;
	}
}

static void beginnings_grow(struct phrases *p)
{
	size_t n = p->n_beginning_slots ? p->n_beginning_slots * 2 : 4096;
	uint64_t *slots = ARENA_ARRAY(p->arena, uint64_t, n);
	for (size_t i = 0; i < p->n_beginning_slots; i++)
		if (p->beginnings[i])
			beginning_insert(slots, n, p->beginnings[i]);
	p->beginnings = slots;
	p->n_beginning_slots = n;
}

static void add_beginnings(struct phrases *p, struct sv key)
{
	for (size_t at = sv_find(key, SV(" "), 0); at != SIZE_MAX; at = sv_find(key, SV(" "), at + 1)) {
		if (2 * (p->n_beginnings + 1) >= p->n_beginning_slots)
			beginnings_grow(p);
		p->n_beginnings += beginning_insert(p->beginnings, p->n_beginning_slots, text_hash(sv_take(key, at)));
	}
}

void phrases_add(struct phrases *p, struct sv key, const struct phrase *like)
{
	if (key.len == 0 || key.len >= KEY_BYTES)
		return;
	if (2 * (p->n + 1) >= p->n_slots)
		slots_grow(p);
	if (p->n_beginning_slots == 0)
		beginnings_grow(p);
	uint64_t hash = text_hash(key);
	uint32_t *slot = slot_of(p, key, hash);
	uint32_t last = NO_PHRASE;
	for (uint32_t i = *slot; i != NO_PHRASE; last = i, i = p->items[i].next)
		if (p->items[i].table == like->table && p->items[i].row == like->row)
			return;
	uint8_t n_words = 1;
	for (size_t i = 0; i < key.len; i++)
		n_words = (uint8_t)(n_words + (key.ptr[i] == ' '));
	struct phrase *q = ARENA_PUSH(p->arena, p->items, p->n, &p->capacity);
	*q = *like;
	q->key = arena_sv(p->arena, key);
	q->hash = hash;
	q->next = NO_PHRASE;
	q->n_words = n_words;
	if (last == NO_PHRASE)
		*slot = (uint32_t)(p->n - 1);
	else
		p->items[last].next = (uint32_t)(p->n - 1);
	add_beginnings(p, key);
}

static bool is_quote(const struct token *k)
{
	return k->kind == TOKEN_PUNCT && sv_eq(k->norm, SV("\""));
}

/* The next word of the same sentence after `i`, quotation marks skipped; n_tokens if there is none. */
static size_t word_after(const struct text *t, size_t i)
{
	for (size_t j = i + 1; j < t->n_tokens && t->tokens[j].sentence == t->tokens[i].sentence; j++) {
		if (t->tokens[j].kind != TOKEN_PUNCT)
			return j;
		if (!is_quote(&t->tokens[j]))
			break;
	}
	return t->n_tokens;
}

/* Best length per table so far at one token. */
struct best {
	struct hit hits[HITS_PER_TOKEN];
	size_t n;
	uint32_t last[PHRASE_TABLE_COUNT], cut[PHRASE_TABLE_COUNT];
	bool found[PHRASE_TABLE_COUNT];
};

static void best_drop(struct best *b, uint8_t table)
{
	size_t kept = 0;
	for (size_t i = 0; i < b->n; i++)
		if (b->hits[i].table != table)
			b->hits[kept++] = b->hits[i];
	b->n = kept;
}

static void best_offer(struct best *b, const struct phrase *q, const struct clitic_split *c, uint32_t first,
		       uint32_t last)
{
	uint8_t k = q->table;
	if (b->found[k] && (last < b->last[k] || (last == b->last[k] && c->cut > b->cut[k])))
		return;
	if (b->found[k] && last > b->last[k])
		best_drop(b, k);
	if (b->n == HITS_PER_TOKEN)
		return;
	b->found[k] = true;
	b->last[k] = last;
	b->cut[k] = c->cut;
	b->hits[b->n++] = (struct hit){.row = q->row,
				       .first = first,
				       .last = last,
				       .table = k,
				       .number = q->number,
				       .tense = q->tense,
				       .clitics = (uint8_t)c->clitics};
}

static void offer_key(const struct phrases *p, struct best *b, struct sv key, uint64_t hash,
		      const struct clitic_split *c, uint32_t first, uint32_t last)
{
	for (uint32_t i = *slot_of(p, key, hash); i != NO_PHRASE; i = p->items[i].next)
		best_offer(b, &p->items[i], c, first, last);
}

static void scan_split(const struct phrases *p, const struct text *t, size_t i, const struct clitic_split *c,
		       struct best *b)
{
	char key[KEY_BYTES];
	size_t len = c->residue.len;
	if (len == 0 || len >= sizeof key)
		return;
	memcpy(key, c->residue.ptr, len);
	uint64_t hash = c->hash;
	offer_key(p, b, sv_make(key, len), hash, c, (uint32_t)i, (uint32_t)i);
	size_t at = i;
	for (int words = 1; words < MAX_WORDS && beginning_has(p, hash); words++) {
		at = word_after(t, at);
		if (at == t->n_tokens || len + 1 + t->tokens[at].norm.len >= sizeof key)
			return;
		key[len++] = ' ';
		memcpy(key + len, t->tokens[at].norm.ptr, t->tokens[at].norm.len);
		len += t->tokens[at].norm.len;
		hash = text_hash(sv_make(key, len));
		offer_key(p, b, sv_make(key, len), hash, c, (uint32_t)i, (uint32_t)at);
	}
}

static int hit_order(const struct hit *a, const struct hit *b)
{
	if (a->table != b->table)
		return a->table < b->table ? -1 : 1;
	return a->row < b->row ? -1 : a->row > b->row;
}

static void scan_token(const struct phrases *p, const struct text *t, size_t i, struct best *b)
{
	struct clitic_split splits[CLITIC_MAX_SPLITS];
	*b = (struct best){0};
	const struct token *k = &t->tokens[i];
	if (k->kind == TOKEN_PUNCT)
		return;
	size_t n = clitic_splits(k->norm, true, splits);
	if (n == 0) {
		splits[0] = (struct clitic_split){.residue = k->norm, .hash = k->hash};
		n = 1;
	}
	for (size_t s = 0; s < n; s++)
		scan_split(p, t, i, &splits[s], b);
	for (size_t j = 1; j < b->n; j++)
		for (size_t m = j; m > 0 && hit_order(&b->hits[m], &b->hits[m - 1]) < 0; m--) {
			struct hit swap = b->hits[m];
			b->hits[m] = b->hits[m - 1];
			b->hits[m - 1] = swap;
		}
}

void scan_text(struct arena *a, const struct phrases *p, const struct text *t, struct scan *out)
{
	size_t n = 0, capacity = 0;
	struct best *b = ARENA_NEW(a, struct best);
	*out = (struct scan){.text = t, .index = ARENA_ARRAY(a, uint32_t, t->n_tokens + 1)};
	for (size_t i = 0; i < t->n_tokens; i++) {
		out->index[i] = (uint32_t)n;
		if (p->n_slots == 0)
			continue;
		scan_token(p, t, i, b);
		for (size_t j = 0; j < b->n; j++)
			*ARENA_PUSH(a, out->hits, n, &capacity) = b->hits[j];
	}
	out->index[t->n_tokens] = (uint32_t)n;
}

const struct hit *scan_at(const struct scan *s, size_t token, enum phrase_table table)
{
	if (token >= s->text->n_tokens)
		return NULL;
	for (uint32_t i = s->index[token]; i < s->index[token + 1]; i++)
		if (s->hits[i].table == table)
			return &s->hits[i];
	return NULL;
}

const struct hit *scan_also(const struct scan *s, const struct hit *h)
{
	const struct hit *next = h + 1;
	return next < s->hits + s->index[h->first + 1] && next->table == h->table ? next : NULL;
}
