#include "incident/draft.h"

#include <xxhash.h>

enum { PHRASE_GAP = 3, LED_WORDS = 5, SHORT_BYTES = 6 /* three letters */, DIGITS = 10 };

static bool is_along(enum relation r)
{
	return r == REL_ON_ROAD || r == REL_BETWEEN || r == REL_FROM_TO;
}

/* A word that belongs to the phrase before a name: a head word or preposition of a place ("بلدة", "قرب"); before an area,
 * whose span has its own, only a short preposition. Who or what is told of stands outside. */
static bool is_lead_word(const struct story *s, const struct mention *m, uint32_t i)
{
	const struct token *k = &s->text->tokens[i];
	size_t a = actor_from(s->events, i), c = casualty_from(s->events, i);
	bool person = (a < s->events->n_actors && s->events->actors[a].first_token == i) ||
		      (a > 0 && s->events->actors[a - 1].last_token >= i) ||
		      (c > 0 && s->events->casualties[c - 1].last_token >= i);
	size_t deed = trigger_from(s->events, i + 1u);
	bool told = deed > 0 && s->events->triggers[deed - 1].last_token >= i;
	bool spans_head = m->shape != MENTION_PLACE && m->last_token > m->first_token; /* not "باديتي X وY" */
	return k->kind == TOKEN_WORD && !person && !told &&
	       !(spans_head && k->norm.len > SHORT_BYTES);
}

/* The phrase that says where: from the word before the first place to the last place that follows closely. */
static struct sv where_phrase(const struct story *s, const struct mention *m)
{
	const struct text *t = s->text;
	uint32_t first = m->first_token, last = m->last_token;
	const struct mention *from = m, *first_of_all = s->mentions->items;
	while (is_along(m->relation) && from > first_of_all && from[-1].relation == m->relation &&
	       from[-1].sentence == m->sentence && from->first_token <= from[-1].last_token + PHRASE_GAP)
		from--; /* "بين X وY", "طريق X - Y": both ends */
	first = from->first_token;
	uint32_t opens = t->sentences[m->sentence].first_token;
	bool led = is_along(m->relation); /* "على الطريق الواصل بين بلدتي" */
	for (uint32_t n = 0; first > opens && n < (led ? LED_WORDS : 1u) && is_lead_word(s, from, first - 1); n++)
		first--;
	for (const struct mention *x = m + 1; x < s->mentions->items + s->mentions->n; x++) {
		if (x->sentence != m->sentence || x->first_token > last + PHRASE_GAP)
			break;
		last = x->last_token;
	}
	return text_span(t, first, last);
}

static struct sv decimal(uint32_t v, char text[DIGITS])
{
	size_t first = DIGITS;
	do
		text[--first] = (char)('0' + v % 10);
	while ((v /= 10) != 0);
	return sv_make(text + first, DIGITS - first);
}

static struct sv make_id(const struct story *s, struct sv doc_id, const struct incident *x)
{
	char start[DIGITS], end[DIGITS];
	const struct sv parts[] = {doc_id, decimal(x->start, start), decimal(x->end, end), x->sub_event_type,
				   x->places[0]->name_ar};
	struct sv key = arena_join(s->arena, parts, sizeof parts / sizeof parts[0], SV("|"));
	return arena_hex(s->arena, 'E', XXH3_64bits(key.ptr, key.len));
}

static double confidence_of(const struct draft *d, const struct incident *x)
{
	double c = 0.5;
	c += d->weak_place ? -0.15 : 0.15;
	c += d->head->role == TRIGGER_FOUNDS ? 0.15 : 0.0;
	c += x->date_start.year && d->date ? 0.1 : 0.0;
	c += x->places[0]->unresolved ? -0.1 : 0.05;
	return c;
}

/* A place that the event happened at, not one that only says where another is: "قرية X شرقي Y بريف Z". */
static bool is_located_by(const struct mention *m)
{
	bool measured = m->shape == MENTION_PLACE && (m->relation == REL_DIRECTION || m->relation == REL_OFFSET);
	bool line = m->kind == KIND_ROAD || m->kind == KIND_RIVER || m->kind == KIND_REGION;
	return m->role == ROLE_EVENT && !measured && (line || mention_breadth(m) < 5);
}

/* What narrows a river that is all that an event has for a place: the district or governorate named with it. */
static bool narrows_river(const struct incident *x, const struct mention *m)
{
	static const unsigned units =
	    1u << KIND_GOVERNORATE | 1u << KIND_DISTRICT | 1u << KIND_SUBDISTRICT | 1u << KIND_CITY;
	const struct mention *river = x->places[0];
	bool area = m->shape == MENTION_COUNTRYSIDE || (m->shape == MENTION_PLACE && (units & 1u << m->kind));
	return river->kind == KIND_RIVER && river->shape == MENTION_PLACE && area &&
	       (m->role == ROLE_EVENT || m->role == ROLE_CONTEXT);
}

/* The geometry comes from the places of the event alone; of a road or a reach of a river its ends come first. Who
 * writes the incident computes it, since it may have been written before. */
static void set_where(const struct story *s, const struct draft *d, struct incident *out)
{
	const struct mention **at = ARENA_ARRAY(s->arena, const struct mention *, d->n_places);
	size_t n = 0;
	at[n++] = d->places[0];
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 1; i < d->n_places; i++) {
			bool end = is_along(out->relation) && is_along(d->places[i]->relation);
			if (end == (pass == 0) &&
			    (end || is_located_by(d->places[i]) || narrows_river(out, d->places[i])))
				at[n++] = d->places[i];
		}
	}
	out->at = at;
	out->n_at = n;
}

static void make_incident(const struct story *s, const struct draft *d, const struct draft *lead, struct sv doc_id,
			  struct incident *out)
{
	const struct sentence *evidence = &s->text->sentences[d->sentence];
	*out = (struct incident){.places = d->places,
				 .n_places = d->n_places,
				 .relation = d->places[0]->relation,
				 .first_sentence = d->sentence,
				 .last_sentence = draft_last_sentence(s, d),
				 .start = evidence->start,
				 .end = evidence->end,
				 .evidence = text_sentence(s->text, d->sentence)};
	out->background = draft_is_past(s, d, lead);
	incident_set_type(s, d, out);
	incident_set_date(s, d, lead, out);
	incident_set_actors(s, d, out);
	incident_set_casualties(s, d, out);
	out->where_description = where_phrase(s, d->places[0]);
	out->confidence = confidence_of(d, out);
	out->event_id = make_id(s, doc_id, out);
	set_where(s, d, out);
}

/* The first current event of the article, a headline's only if nothing below it tells more. */
static const struct draft *find_lead(const struct story *s)
{
	const struct draft *lead = NULL;
	for (size_t i = 0; i < s->n_drafts; i++) {
		const struct draft *d = &s->drafts[i];
		if ((!d->dropped || (d->nowhere && d->date)) && !d->background && !d->after && (!lead || (lead->headline && !lead->date)))
			lead = d;
		if (lead && !lead->headline)
			break;
	}
	return lead;
}

void incident_assemble(struct arena *a, const struct gazetteer *g, const struct text *t, const struct mentions *m,
		       const struct events *ev, struct sv doc_id, struct incidents *out)
{
	struct story s = {.arena = a, .gazetteer = g, .text = t, .mentions = m, .events = ev};
	*out = (struct incidents){0};
	drafts_find(&s);
	drafts_fold(&s);
	drafts_part(&s);
	const struct draft *lead = find_lead(&s);
	out->items = ARENA_ARRAY(a, struct incident, s.n_drafts + 1);
	for (size_t i = 0; i < s.n_drafts; i++)
		if (!s.drafts[i].dropped)
			make_incident(&s, &s.drafts[i], lead, doc_id, &out->items[out->n++]);
}
