/* Phrases: the lexicon's inflected forms, and the scan that finds them in a text. Internal to the event layer. */
#ifndef KHARITA_EVENT_PHRASE_H
#define KHARITA_EVENT_PHRASE_H

#include "text/clitic.h"
#include "text/text.h"

enum phrase_table {
	PHRASE_TRIGGER,
	PHRASE_CONTEXT,
	PHRASE_ACTOR,
	PHRASE_CASUALTY,
	PHRASE_NUMBER,
	PHRASE_MONTH,
	PHRASE_WEEKDAY,
	PHRASE_TIME,
	PHRASE_NAME, /* given names of people */
	PHRASE_TABLE_COUNT
};

/* Grammatical number of a form; NUMBER_EITHER: a dual that is spelled as a plural (ين). */
enum phrase_number { NUMBER_ONE, NUMBER_TWO, NUMBER_EITHER, NUMBER_MANY };
enum phrase_tense { TENSE_NONE, TENSE_POSSESSED /* noun with a pronoun */, TENSE_PAST, TENSE_PRESENT };

#define NO_PHRASE UINT32_MAX
enum { PHRASE_KEY_BYTES = 256, BEHIND_BITS = 15, BEHIND_WORDS = 1 << (BEHIND_BITS - 6) };

/* A form, as it also lies in the gazetteer's file. */
struct phrase {
	uint64_t hash;
	uint32_t key;  /* offset in `keys`: folded words joined with one space */
	uint32_t row;  /* of its table */
	uint32_t next; /* another phrase of the same key, or NO_PHRASE */
	uint16_t key_len;
	uint8_t table, number, tense;
	uint8_t zero[7];
};

/* Open hash over phrases and over the proper beginnings of the longer ones; a filter of the words that stand behind the
 * first of some phrase. Read-only. */
struct phrases {
	const struct phrase *items;
	size_t n;
	const uint32_t *slots;	    /* index of the first phrase of a key, or NO_PHRASE */
	size_t n_slots;		    /* power of two */
	const uint64_t *beginnings; /* hashes, 0 free */
	size_t n_beginning_slots;   /* power of two */
	const char *keys;
	size_t n_keys;
	const uint64_t *behind; /* BEHIND_WORDS: bits by the highest ones of a word's hash */
	const size_t *n_rows; /* of each table; a phrase of a damaged file may name another, or lead nowhere */
};

static inline bool phrase_fits(const struct phrases *p, const struct phrase *q)
{
	return q->table < PHRASE_TABLE_COUNT && q->row < p->n_rows[q->table];
}

/* The phrase behind one of the same key, or NO_PHRASE; chains only lead forward. */
static inline uint32_t phrase_next(const struct phrases *p, uint32_t i)
{
	uint32_t next = p->items[i].next;
	return next > i && next < p->n ? next : NO_PHRASE;
}

/* Whether a word of that hash may stand behind the first of a phrase. */
static inline bool phrase_may_go_on(const struct phrases *p, uint64_t hash)
{
	uint64_t bit = hash >> (64 - BEHIND_BITS);
	return p->behind[bit / 64] >> (bit % 64) & 1;
}

static inline struct sv phrase_key(const struct phrases *p, uint32_t i)
{
	const struct phrase *q = &p->items[i];
	bool inside = q->key <= p->n_keys && q->key_len <= p->n_keys - q->key;
	return inside ? sv_make(p->keys + q->key, q->key_len) : SV("");
}

/* Where a phrase stands in a text. */
struct hit {
	uint32_t row, first, last;
	uint8_t table, number, tense;
	uint8_t clitics; /* enum clitic cut off its first word */
	uint8_t kind;    /* what its row says, by its table (kinds.c) */
	bool more;       /* the next hit is one of the same table at the same token */
};

/* All hits of a text, in order of `first`; hits of one table at one token are the longest ones, with the fewest
 * letters cut off, in the order of the lexicon. Phrases do not cross a sentence's end and skip quotation marks. */
struct event_rules;
struct scan {
	const struct text *text;
	struct hit *hits;
	uint32_t *index;  /* n_tokens + 1 */
	uint16_t *tables; /* bit set of the tables that have a hit at a token */
};
void scan_text(struct arena *a, const struct event_rules *r, const struct text *t, struct scan *out);

/* First hit of a table that begins at a token, or NULL; the next one at the same token, or NULL. */
static inline const struct hit *scan_at(const struct scan *s, size_t token, enum phrase_table table)
{
	if (token >= s->text->n_tokens || !(s->tables[token] & 1u << table))
		return NULL;
	const struct hit *h = s->hits + s->index[token];
	while (h->table != table)
		h++;
	return h;
}
static inline const struct hit *scan_also(const struct scan *s, const struct hit *h)
{
	(void)s;
	return h->more ? h + 1 : NULL;
}

#endif
