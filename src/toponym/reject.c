/* What the gazetteer knows by name and was not taken for a place, with the reason: for explain. */
#include "toponym/scan.h"

#include <stdlib.h>

static const char *const block_reasons[] = {
        [BLOCK_FRIEND] = "part of a false friend",
        [BLOCK_ORGANISATION] = "part of an organisation's name",
        [BLOCK_TAIL] = "part of an outlet's or centre's name",
        [BLOCK_HASHTAG] = "part of a hashtag that is no place",
};

static const struct {
	uint32_t classes;
	const char *what;
} word_reasons[] = {
        {WORD_HEAD, "a head word"},
        {WORD_DIRECTION_ADJ | WORD_DIRECTION_NOUN, "a word of direction"},
        {WORD_ORGANISATION, "a word that opens an organisation's name"},
        {WORD_TITLE, "a title"},
        {WORD_STOP, "an ordinary word"},
};

struct reject_list {
	struct finder *f;
	struct rejection *items;
	size_t n, capacity;
};

static struct rejection *reject(struct reject_list *l, size_t first, size_t last, const char *reason)
{
	const struct text *t = l->f->text;
	struct rejection *r = ARENA_PUSH(l->f->arena, l->items, l->n, &l->capacity);
	*r = (struct rejection){.start = t->tokens[first].start,
	                        .end = t->tokens[last].end,
	                        .surface = text_span(t, first, last),
	                        .reason = reason,
	                        .detail = SV("")};
	return r;
}

/* The features that spoke against the candidate that came nearest, the strongest first. */
static struct sv against(struct finder *f, const struct candidate *c)
{
	struct sv parts[WEIGHT_COUNT];
	size_t n = 0;
	for (size_t i = 0; i < c->n_contributions; i++) {
		const struct contribution *x = &c->contributions[i];
		if (x->value * x->weight < 0 && strncmp(x->name, "accept.", 7) == 0)
			parts[n++] = arena_printf(f->arena, "%s %.2f", x->name, x->value * x->weight);
	}
	return arena_join(f->arena, parts, n, SV(", "));
}

static void reject_item(struct reject_list *l, const struct item *it)
{
	struct rejection *r = reject(l, it->m.first_token, it->m.last_token, "below the threshold");
	const struct candidate *nearest = it->ranked;
	for (size_t i = 1; i < it->n_below; i++)
		if (it->ranked[i].accept > nearest->accept)
			nearest = &it->ranked[i];
	r->candidates = it->ranked;
	r->n_candidates = it->n_below;
	if (it->n_below)
		r->detail = against(l->f, nearest);
}

static void reject_blocked(struct reject_list *l, const struct name_match *match)
{
	struct finder *f = l->f;
	size_t at = match->first;
	while (!is_blocked(f, at))
		at++;
	const struct block *b = &f->blocked[at];
	struct rejection *r = reject(l, match->first, match->last, block_reasons[b->reason]);
	const struct token *by = &f->text->tokens[b->by];
	if (b->reason == BLOCK_FRIEND) {
		struct sv text = pattern_friend_text(f->rules->gazetteer, b->row);
		r->detail = arena_printf(f->arena, "row %u: %.*s", b->row, SV_ARG(text));
	} else
		r->detail = sv_make(f->text->utf8.ptr + by->byte_start, by->byte_end - by->byte_start);
}

static void reject_word(struct reject_list *l, const struct name_match *match)
{
	if (token_has_tanwin(l->f, match->last)) {
		reject(l, match->first, match->last, "an indefinite noun by its ending");
		return;
	}
	for (size_t k = 0; k < sizeof word_reasons / sizeof word_reasons[0]; k++)
		if (match->first == match->last && token_has(l->f, match->first, word_reasons[k].classes)) {
			reject(l, match->first, match->last, word_reasons[k].what);
			return;
		}
	reject(l, match->first, match->last, "another name of the place before it");
}

static bool any_blocked(const struct finder *f, const struct name_match *match)
{
	for (size_t i = match->first; i <= match->last; i++)
		if (is_blocked(f, i))
			return true;
	return false;
}

void reject_rest(struct finder *f, struct mentions *out)
{
	struct reject_list l = {.f = f};
	size_t item = 0;
	for (size_t i = 0; i < f->text->n_tokens; i++) {
		struct name_match match;
		while (item < f->n_items && f->items[item].m.last_token < i)
			item++;
		if (item < f->n_items && f->items[item].m.first_token <= i) {
			if (f->items[item].dropped)
				reject_item(&l, &f->items[item]);
			i = f->items[item].m.last_token;
		} else if (scan_match(f, i, false, &match)) {
			if (item < f->n_items && match.last >= f->items[item].m.first_token)
				continue; /* a head word that begins a name, and belongs to the next item */
			if (any_blocked(f, &match))
				reject_blocked(&l, &match);
			else
				reject_word(&l, &match);
			i = match.last;
		}
	}
	out->rejected = l.items;
	out->n_rejected = l.n;
}
