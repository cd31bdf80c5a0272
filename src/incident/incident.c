#include "incident/draft.h"

#include <xxhash.h>

enum { PHRASE_GAP = 3 };

/* The phrase that says where: from the word before the first place to the last place that follows closely. */
static struct sv where_phrase(const struct story *s, const struct mention *m)
{
	const struct text *t = s->text;
	uint32_t first = m->first_token, last = m->last_token;
	if (first > t->sentences[m->sentence].first_token && t->tokens[first - 1].kind == TOKEN_WORD)
		first--;
	for (const struct mention *x = m + 1; x < s->mentions->items + s->mentions->n; x++) {
		if (x->sentence != m->sentence || x->first_token > last + PHRASE_GAP)
			break;
		last = x->last_token;
	}
	return text_span(t, first, last);
}

static struct sv make_id(const struct story *s, struct sv doc_id, const struct incident *x)
{
	struct sv place = x->places[0]->name_ar;
	struct sv key = arena_printf(s->arena, "%.*s|%u|%u|%.*s|%.*s", SV_ARG(doc_id), x->start, x->end,
				     SV_ARG(x->sub_event_type), SV_ARG(place));
	return arena_printf(s->arena, "E%016llx", (unsigned long long)XXH3_64bits(key.ptr, key.len));
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
	location_of_incident(s->arena, s->gazetteer, d->places, d->n_places, out->relation, &out->location);
}

/* The first current event of the article, a headline's only if nothing below it tells more. */
static const struct draft *find_lead(const struct story *s)
{
	const struct draft *lead = NULL;
	for (size_t i = 0; i < s->n_drafts; i++) {
		const struct draft *d = &s->drafts[i];
		if (!d->dropped && !d->background && !d->after && (!lead || (lead->headline && !lead->date)))
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
	const struct draft *lead = find_lead(&s);
	out->items = ARENA_ARRAY(a, struct incident, s.n_drafts + 1);
	for (size_t i = 0; i < s.n_drafts; i++)
		if (!s.drafts[i].dropped)
			make_incident(&s, &s.drafts[i], lead, doc_id, &out->items[out->n++]);
}
