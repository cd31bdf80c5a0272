#include "incident/draft.h"

enum { PLACE_WORDS = 5, SCENE_WORDS = 14, WOUNDED_WORDS = 4, CITY = 3, MOST_PARTS = 16 };

/* A figure of a sum and the place that stands right behind it. */
struct part {
	struct stretch at;
	const struct mention *place;
	bool wounded; /* tells of wounded alone */
	bool ordinal; /* the place is named as first or second of those told before */
};

static bool is_founding(const struct trigger_fact *t)
{
	return t->role == TRIGGER_FOUNDS && !t->definite;
}

/* The narrow place of an event that begins within a few words behind a token. */
static const struct mention *place_behind(const struct story *s, uint32_t token, uint32_t sentence, uint32_t most)
{
	const struct mentions *m = s->mentions;
	size_t i = mention_from(m, token + 1u);
	while (most > PLACE_WORDS && i < m->n && m->items[i].sentence == sentence && m->items[i].role == ROLE_ACTOR)
		i++; /* "أربعة من مجلس دير الزور العسكري في X" */
	if (i == m->n || m->items[i].sentence != sentence || m->items[i].first_token > token + most)
		return NULL;
	const struct mention *x = &m->items[i];
	size_t mark = token + 1u;
	while (mark < x->first_token && s->text->tokens[mark].kind != TOKEN_PUNCT)
		mark++;
	bool there = x->role == ROLE_EVENT && !(s->mention_flags[i] & MENTION_ELSEWHERE);
	bool narrow = (x->shape == MENTION_PLACE && mention_breadth(x) <= CITY) ||
		      (most > PLACE_WORDS && x->shape == MENTION_BADIA);
	return mark == x->first_token && there && narrow &&
		       (most > PLACE_WORDS || x->relation == REL_NONE || x->relation == REL_IN)
		   ? x
		   : NULL;
}

/* Which of two the word at a token names: "الأولى", "الثاني"; 0: none. */
static size_t ordinal_at(const struct story *s, uint32_t token)
{
	static const struct {
		const char *word;
		size_t which;
	} words[] = {{"\xD8\xA7\xD9\x84\xD8\xA7\xD9\x88\xD9\x84\xD9\x8A", 1},
		     {"\xD8\xA7\xD9\x84\xD8\xA7\xD9\x88\xD9\x84", 1},
		     {"\xD8\xA7\xD9\x84\xD8\xAB\xD8\xA7\xD9\x86\xD9\x8A\xD9\x87", 2},
		     {"\xD8\xA7\xD9\x84\xD8\xAB\xD8\xA7\xD9\x86\xD9\x8A", 2},
		     {"\xD8\xA7\xD9\x84\xD8\xA7\xD8\xAE\xD9\x8A\xD8\xB1\xD9\x87", 2}};
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (sv_eq_cstr(s->text->tokens[token].norm, words[i].word))
			return words[i].which;
	return 0;
}

/* "قصفت مدينتي X وY، فقتل ثلاثة في الأولى وخمسة في الثانية": the narrow place told first or second before a figure. */
static const struct mention *place_by_ordinal(const struct story *s, const struct casualty_fact *c, uint32_t *last)
{
	const struct mentions *m = s->mentions;
	const struct sentence *in = &s->text->sentences[c->sentence];
	size_t which = 0, end = mention_from(m, c->first_token);
	for (uint32_t i = c->last_token + 1u;
	     i < in->first_token + in->n_tokens && i <= c->last_token + PLACE_WORDS && !which; i++) {
		if (s->text->tokens[i].kind == TOKEN_PUNCT)
			return NULL;
		bool inside = sv_eq(s->text->tokens[i - 1u].norm, SV("\xD9\x81\xD9\x8A")) ||
			      sv_eq(s->text->tokens[i - 1u].norm, SV("\xD8\xB9\xD9\x84\xD9\x8A"));
		which = inside ? ordinal_at(s, i) : 0;
		*last = i;
	}
	for (size_t i = mention_from(m, in->first_token), n = 0; which && i < end; i++) {
		const struct mention *x = &m->items[i];
		bool there =
		    x->role == ROLE_EVENT && !(s->mention_flags[i] & MENTION_ELSEWHERE) && x->shape == MENTION_PLACE;
		n += there && mention_breadth(x) <= CITY;
		if (n == which)
			return x;
	}
	return NULL;
}

/* The narrow place of an event that ends within a few words before a figure: "ومدينة X ما أوقع أربعة قتلى". */
static const struct mention *place_ahead(const struct story *s, const struct casualty_fact *c)
{
	size_t i = mention_from(s->mentions, c->first_token);
	const struct mention *x = i > 0 ? &s->mentions->items[i - 1] : NULL;
	if (!x || x->sentence != c->sentence || x->last_token + PLACE_WORDS < c->first_token ||
	    x->shape != MENTION_PLACE || mention_breadth(x) > CITY ||
	    (x->role != ROLE_EVENT && x->role != ROLE_CONTEXT) || (s->mention_flags[i - 1] & MENTION_ELSEWHERE) ||
	    place_behind(s, c->last_token, c->sentence, PLACE_WORDS))
		return NULL;
	for (uint32_t k = x->last_token + 1u; k < c->first_token; k++)
		if (s->text->tokens[k].kind == TOKEN_PUNCT)
			return NULL;
	size_t before = casualty_from(s->events, x->last_token), cue = cue_from(s->events, x->last_token);
	while (cue < s->events->n_cues && s->events->cues[cue].first_token < c->first_token &&
	       s->events->cues[cue].kind != CUE_RESULT)
		cue++;
	bool results = cue < s->events->n_cues && s->events->cues[cue].first_token <= c->first_token;
	return results && &s->events->casualties[before] == c ? x : NULL;
}

/* The part that figure i states: "أربعة في حي X", "ثلاثة وجُرح اثنان في حي X". */
static bool part_of(const struct story *s, size_t i, bool ahead, struct part *out)
{
	const struct events *ev = s->events;
	const struct casualty_fact *c = &ev->casualties[i];
	const struct casualty_fact *next = i + 1 < ev->n_casualties ? &ev->casualties[i + 1] : NULL;
	uint32_t last = c->last_token;
	if ((c->killed <= 0 && c->injured <= 0) || c->denied || c->cumulative || c->parts)
		return false;
	out->wounded = c->killed <= 0;
	if (next && !out->wounded && next->killed < 0 && next->injured > 0 && next->first_token <= last + WOUNDED_WORDS)
		last = next->last_token;
	if (ahead) {
		out->place = place_ahead(s, c);
		out->at = (struct stretch){c->first_token, last};
		out->ordinal = false;
		return out->place;
	}
	out->place = place_behind(s, last, c->sentence, c->part ? SCENE_WORDS : PLACE_WORDS);
	uint32_t end = out->place ? out->place->last_token : 0;
	out->ordinal = !out->place;
	if (!out->place)
		out->place = place_by_ordinal(s, c, &end);
	if (!out->place)
		return false;
	out->at = (struct stretch){c->first_token, end};
	size_t t = trigger_from(ev, last + 1u);
	while (c->part && t < ev->n_triggers && ev->triggers[t].token <= end && ev->triggers[t].oblique)
		t++; /* "اثنان بلغم قرب X" */
	return t == ev->n_triggers || ev->triggers[t].token > end;
}

static bool is_new_place(const struct part *parts, size_t n, const struct mention *m)
{
	for (size_t i = 0; i < n; i++)
		if (mention_same_place(parts[i].place, m))
			return false;
	return true;
}

/* Nothing else happens between two parts. */
static bool follows(const struct story *s, const struct part *a, const struct part *b)
{
	const struct events *ev = s->events;
	for (size_t i = trigger_from(ev, a->at.last); i < ev->n_triggers && ev->triggers[i].token < b->at.first; i++)
		if (is_founding(&ev->triggers[i]))
			return false;
	for (size_t i = cue_from(ev, a->at.last); i < ev->n_cues && ev->cues[i].first_token < b->at.first; i++)
		if (ev->cues[i].kind == CUE_SEPARATE || ev->cues[i].kind == CUE_SAY)
			return false;
	return true;
}

/* An event of its own is told at the place. */
static bool is_kept_at(const struct story *s, const struct draft *d, const struct mention *m)
{
	for (size_t i = 0; i < s->n_drafts; i++) {
		const struct draft *x = &s->drafts[i];
		if (x != d && !x->dropped && x->n_places && mention_same_place(x->places[0], m))
			return true;
	}
	return false;
}

static size_t parts_of(const struct story *s, const struct draft *d, const struct stretch *x, bool ahead,
		       struct part *out)
{
	const struct events *ev = s->events;
	const struct sentence *in = &s->text->sentences[s->text->tokens[x->first].sentence];
	uint32_t end = in->first_token + in->n_tokens;
	size_t n = 0;
	for (size_t i = casualty_from(ev, x->first); i < ev->n_casualties && ev->casualties[i].first_token < end; i++) {
		struct part p;
		if (n == MOST_PARTS || !part_of(s, i, ahead, &p) || !is_new_place(out, n, p.place) ||
		    is_kept_at(s, d, p.place))
			continue;
		if (n && (!follows(s, &out[n - 1], &p) || (out[n - 1].wounded != p.wounded && !p.ordinal)))
			n = 0;
		out[n++] = p;
	}
	return n;
}

static void become(struct story *s, struct draft *d, const struct part *p)
{
	d->part = p->at;
	d->is_part = true;
	d->n_places = d->places_capacity = 0;
	d->places = NULL;
	draft_add_place(s->arena, d, p->place);
}

void drafts_part(struct story *s)
{
	size_t n = s->n_drafts;
	for (size_t i = 0; i < n; i++) {
		struct part parts[MOST_PARTS];
		size_t k = 0;
		for (size_t j = 0; j < s->drafts[i].n_stretches && k < 2 && !s->drafts[i].dropped; j++)
			k = parts_of(s, &s->drafts[i], &s->drafts[i].stretches[j], false, parts);
		for (size_t j = 0; j < s->drafts[i].n_stretches && k < 2 && !s->drafts[i].dropped; j++)
			k = parts_of(s, &s->drafts[i], &s->drafts[i].stretches[j], true, parts);
		if (k < 2 || s->drafts[i].dropped)
			continue;
		for (size_t j = 1; j < k; j++) {
			struct draft copy = s->drafts[i];
			become(s, &copy, &parts[j]);
			*ARENA_PUSH(s->arena, s->drafts, s->n_drafts, &s->drafts_capacity) = copy;
		}
		become(s, &s->drafts[i], &parts[0]);
	}
}
