#include "event/rules.h"

enum { MAX_WORDS = 6, HITS_PER_TOKEN = 24, KNOWN_HITS = 12 * 1024 };

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

static void sort_hits(struct best *b)
{
	for (size_t j = 1; j < b->n; j++)
		for (size_t m = j; m > 0 && hit_order(&b->hits[m], &b->hits[m - 1]) < 0; m--) {
			struct hit swap = b->hits[m];
			b->hits[m] = b->hits[m - 1];
			b->hits[m - 1] = swap;
		}
}

static void finish_hits(const struct event_rules *r, struct best *b)
{
	sort_hits(b);
	for (size_t j = 0; j < b->n; j++) {
		b->hits[j].kind = hit_kind(r, &b->hits[j]);
		b->hits[j].more = j + 1 < b->n && b->hits[j + 1].table == b->hits[j].table;
	}
}

static void scan_token(const struct event_rules *r, const struct text *t, size_t i, struct best *b)
{
	const struct token *k = &t->tokens[i];
	const struct clitic_cut whole = {.residue = k->norm, .hash = k->hash};
	b->n = 0;
	b->found = 0;
	scan_split(&r->phrases, t, i, &whole, b);
	for (size_t s = 0; s < k->n_cuts; s++)
		scan_split(&r->phrases, t, i, &k->cuts[s], b);
	finish_hits(r, b);
}

/* What words met before are by themselves, by their numbers (text.h); of one epoch. */
struct known_phrases {
	uint64_t rules, epoch;
	uint32_t n_hits;
	struct known_hits {
		uint16_t first;
		uint8_t n, state; /* enum known_state */
	} words[KNOWN_WORDS + 1];
	struct hit hits[KNOWN_HITS]; /* of all words; `first` and `last` stay 0 */
};
enum known_state { STATE_NEW, STATE_ALONE, STATE_BEGINS /* some longer phrase */, STATE_NO_ROOM };

static struct known_phrases *known_phrases(struct arena *a, const struct event_rules *r, const struct text *t)
{
	struct known_phrases *k = t->known_epoch ? arena_kept(a, KEPT_EVENT_WORDS, sizeof *k) : NULL;
	if (k && (k->rules != r->serial || k->epoch != t->known_epoch)) {
		memset(k->words, 0, sizeof k->words);
		k->n_hits = 0;
		k->rules = r->serial;
		k->epoch = t->known_epoch;
	}
	return k;
}

/* The phrases that are one word less a cut. Returns whether it begins longer ones. */
static bool offer_word(const struct phrases *p, const struct clitic_cut *c, struct best *b)
{
	if (c->residue.len == 0 || c->residue.len >= PHRASE_KEY_BYTES)
		return false;
	offer_key(p, b, c->residue, c->hash, c, 0, 0);
	return beginning_has(p, c->hash);
}

static void learn_word(struct known_phrases *known, const struct event_rules *r, const struct token *k, struct best *b)
{
	struct known_hits *w = &known->words[k->known];
	const struct clitic_cut whole = {.residue = k->norm, .hash = k->hash};
	b->n = 0;
	b->found = 0;
	bool begins = offer_word(&r->phrases, &whole, b);
	for (size_t s = 0; s < k->n_cuts; s++)
		begins |= offer_word(&r->phrases, &k->cuts[s], b);
	finish_hits(r, b);
	w->state = b->n > KNOWN_HITS - known->n_hits ? STATE_NO_ROOM : begins ? STATE_BEGINS : STATE_ALONE;
	if (w->state == STATE_NO_ROOM)
		return;
	w->first = (uint16_t)known->n_hits;
	w->n = (uint8_t)b->n;
	memcpy(&known->hits[known->n_hits], b->hits, b->n * sizeof *b->hits);
	known->n_hits += w->n;
}

/* The hits of a word that is known and that no longer phrase begins with here; NULL for others. */
static const struct hit *known_hits(struct known_phrases *known, const struct event_rules *r, const struct text *t,
				    size_t i, struct best *b, size_t *n)
{
	const struct token *k = &t->tokens[i];
	const struct known_hits *w = known && k->known ? &known->words[k->known] : NULL;
	if (!w)
		return NULL;
	if (w->state == STATE_NEW)
		learn_word(known, r, k, b);
	if (w->state == STATE_BEGINS) {
		size_t next = word_after(t, i);
		if (next < t->n_tokens && phrase_may_go_on(&r->phrases, t->tokens[next].hash))
			return NULL;
	} else if (w->state != STATE_ALONE) {
		return NULL;
	}
	*n = w->n;
	return known->hits + w->first;
}

void scan_text(struct arena *a, const struct event_rules *r, const struct text *t, struct scan *out)
{
	size_t n = 0, capacity = 0;
	struct best *b = ARENA_NEW(a, struct best);
	struct known_phrases *known = known_phrases(a, r, t);
	*out = (struct scan){.text = t,
			     .index = arena_room(a, (t->n_tokens + 1) * sizeof *out->index),
			     .tables = ARENA_ARRAY(a, uint16_t, t->n_tokens + 1)};
	for (size_t i = 0; i < t->n_tokens; i++) {
		size_t n_here = 0;
		out->index[i] = (uint32_t)n;
		if (r->phrases.n_slots == 0 || t->tokens[i].kind == TOKEN_PUNCT)
			continue;
		const struct hit *hits = known_hits(known, r, t, i, b, &n_here);
		bool is_known = hits != NULL;
		if (!is_known) {
			scan_token(r, t, i, b);
			hits = b->hits;
			n_here = b->n;
		}
		for (size_t j = 0; j < n_here; j++) {
			struct hit *h = ARENA_PUSH(a, out->hits, n, &capacity);
			*h = hits[j];
			h->first = is_known ? (uint32_t)i : h->first;
			h->last = is_known ? (uint32_t)i : h->last;
			out->tables[i] |= (uint16_t)(1u << h->table);
		}
	}
	out->index[t->n_tokens] = (uint32_t)n;
}
