#include "event/rules.h"

#include <assert.h>

static_assert(CONTEXT_OBJECT < 64 && CASUALTY_KINDS <= 64 && TIME_KINDS <= 32 && NUMBER_KINDS <= 16,
              "bits of struct kinds");

uint8_t hit_kind(const struct event_rules *r, const struct hit *h)
{
	const struct trigger_rule *t;
	const struct actor_rule *x;
	switch ((enum phrase_table)h->table) {
	case PHRASE_CONTEXT:
		return (uint8_t)r->contexts[h->row].kind;
	case PHRASE_CASUALTY:
		return (uint8_t)r->casualties[h->row].kind;
	case PHRASE_TIME:
		return (uint8_t)r->times[h->row].kind;
	case PHRASE_NUMBER:
		return (uint8_t)r->numbers[h->row].kind;
	case PHRASE_TRIGGER:
		t = &r->triggers[h->row];
		if (t->role == TRIGGER_MANNER && sv_eq(t->group, SV("violence")))
			return SAYS_WEAPON;
		return t->role == TRIGGER_FOUNDS ? SAYS_DEED : 0;
	case PHRASE_ACTOR:
		x = &r->actors[h->row];
		return x->armed && x->bloc ? SAYS_ARMED : 0;
	case PHRASE_MONTH:
	case PHRASE_WEEKDAY:
	case PHRASE_NAME:
	case PHRASE_TABLE_COUNT:
		return 0;
	}
	return 0;
}

static void kinds_add(const struct hit *h, struct kinds *out)
{
	if (h->table == PHRASE_CONTEXT)
		out->contexts |= UINT64_C(1) << h->kind;
	else if (h->table == PHRASE_CASUALTY)
		out->casualties |= UINT64_C(1) << h->kind;
	else if (h->table == PHRASE_TIME)
		out->times |= UINT32_C(1) << h->kind;
	else if (h->table == PHRASE_NUMBER)
		out->numbers |= (uint16_t)(1u << h->kind);
}

/* What sentences are asked of as a whole; of actors at a token the first counts. */
static void sentence_add(const struct hit *h, bool first, struct sentence_kinds *out)
{
	if (h->table == PHRASE_TRIGGER) {
		out->tells_deed |= h->kind == SAYS_DEED;
		out->names_weapon |= h->kind == SAYS_WEAPON;
	} else if (h->table == PHRASE_ACTOR && first) {
		out->names_armed |= h->kind == SAYS_ARMED;
	}
}

void kinds_find(struct finder *f)
{
	const struct text *t = f->text;
	f->kinds = ARENA_ARRAY(f->arena, struct kinds, t->n_tokens + 1);
	f->sentences = ARENA_ARRAY(f->arena, struct sentence_kinds, t->n_sentences + 1);
	for (size_t i = 0; i < t->n_tokens; i++) {
		if (!f->scan.tables[i])
			continue;
		struct kinds *k = &f->kinds[i];
		struct sentence_kinds *s = &f->sentences[t->tokens[i].sentence];
		const struct hit *first = f->scan.hits + f->scan.index[i], *end = f->scan.hits + f->scan.index[i + 1];
		for (const struct hit *h = first; h < end; h++) {
			kinds_add(h, k);
			sentence_add(h, h == first || h[-1].table != h->table, s);
		}
		s->any.contexts |= k->contexts;
		s->any.casualties |= k->casualties;
		s->any.times |= k->times;
		s->any.numbers |= k->numbers;
	}
}
