#include "event/phrase.h"

enum { MAX_WORDS = 6, HITS_PER_TOKEN = 24 };

/* The first phrase of a key, or NO_PHRASE. */
static uint32_t find(const struct phrases *p, struct sv key, uint64_t hash)
{
	for (size_t i = hash & (p->n_slots - 1);; i = (i + 1) & (p->n_slots - 1)) {
		uint32_t at = p->slots[i];
		if (at >= p->n)
			return NO_PHRASE;
		if (p->items[at].hash == hash && sv_eq(phrase_key(p, at), key))
			return at;
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
	uint32_t found; /* bit set of tables */
};

static void best_drop(struct best *b, uint8_t table)
{
	size_t kept = 0;
	for (size_t i = 0; i < b->n; i++)
		if (b->hits[i].table != table)
			b->hits[kept++] = b->hits[i];
	b->n = kept;
}

static void best_offer(struct best *b, const struct phrase *q, const struct clitic_cut *c, uint32_t first,
		       uint32_t last)
{
	uint8_t k = q->table;
	bool found = b->found >> k & 1;
	if (found && (last < b->last[k] || (last == b->last[k] && c->cut > b->cut[k])))
		return;
	if (found && last > b->last[k])
		best_drop(b, k);
	if (b->n == HITS_PER_TOKEN)
		return;
	b->found |= UINT32_C(1) << k;
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
		      const struct clitic_cut *c, uint32_t first, uint32_t last)
{
	for (uint32_t i = find(p, key, hash); i != NO_PHRASE; i = phrase_next(p, i))
		if (phrase_fits(p, &p->items[i]))
			best_offer(b, &p->items[i], c, first, last);
}

/* Phrases of several words that begin with a word less a cut, all of whose words so far begin one. */
static void scan_longer(const struct phrases *p, const struct text *t, size_t i, const struct clitic_cut *c,
			struct best *b)
{
	char key[PHRASE_KEY_BYTES];
	size_t len = c->residue.len;
	uint64_t hash = c->hash;
	size_t at = i;
	memcpy(key, c->residue.ptr, len);
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

static void scan_split(const struct phrases *p, const struct text *t, size_t i, const struct clitic_cut *c,
		       struct best *b)
{
	if (c->residue.len == 0 || c->residue.len >= PHRASE_KEY_BYTES)
		return;
	offer_key(p, b, c->residue, c->hash, c, (uint32_t)i, (uint32_t)i);
	if (beginning_has(p, c->hash))
		scan_longer(p, t, i, c, b);
}

static int hit_order(const struct hit *a, const struct hit *b)
{
	if (a->table != b->table)
		return a->table < b->table ? -1 : 1;
	return a->row < b->row ? -1 : a->row > b->row;
}

static void scan_token(const struct phrases *p, const struct text *t, size_t i, struct best *b)
{
	b->n = 0;
	b->found = 0;
	const struct token *k = &t->tokens[i];
	if (k->kind == TOKEN_PUNCT)
		return;
	const struct clitic_cut whole = {.residue = k->norm, .hash = k->hash};
	scan_split(p, t, i, &whole, b);
	for (size_t s = 0; s < k->n_cuts; s++)
		scan_split(p, t, i, &k->cuts[s], b);
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
	*out = (struct scan){.text = t,
			     .index = ARENA_ARRAY(a, uint32_t, t->n_tokens + 1),
			     .tables = ARENA_ARRAY(a, uint16_t, t->n_tokens + 1)};
	for (size_t i = 0; i < t->n_tokens; i++) {
		out->index[i] = (uint32_t)n;
		if (p->n_slots == 0)
			continue;
		scan_token(p, t, i, b);
		for (size_t j = 0; j < b->n; j++) {
			struct hit *h = ARENA_PUSH(a, out->hits, n, &capacity);
			*h = b->hits[j];
			h->more = j + 1 < b->n && b->hits[j + 1].table == h->table;
			out->tables[i] |= (uint16_t)(1u << b->hits[j].table);
		}
	}
	out->index[t->n_tokens] = (uint32_t)n;
}
