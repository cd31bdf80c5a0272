#include "cli/explain.h"

#include "result/json_out.h"

enum { SCORE_DECIMALS = 4 };

static void date_field(struct buf *b, const char *key, struct date d)
{
	json_key(b, key);
	if (d.year)
		buf_printf(b, "\"%04d-%02d-%02d\"", d.year, d.month, d.day);
	else
		json_none(b);
}

static void open_list(struct buf *b, const char *key)
{
	json_key(b, key);
	buf_append_char(b, '[');
}

static void open_object(struct buf *b)
{
	json_item(b);
	buf_append_char(b, '{');
}

/* Where a fact stands in the text: its code points and words. */
static void span_fields(struct buf *b, const struct text *t, size_t first, size_t last)
{
	json_int_field(b, "start", t->tokens[first].start);
	json_int_field(b, "end", t->tokens[last].end);
	json_text_field(b, "surface", text_span(t, first, last));
}

static void candidate(struct buf *b, const struct gazetteer *g, const struct candidate *c)
{
	open_object(b);
	if (c->place != PLACE_NONE) {
		const struct place *p = gazetteer_place(g, (size_t)c->place);
		json_text_field(b, "place_id", p->id);
		json_text_field(b, "name_ar", p->name_ar);
		json_text_field(b, "kind", sv_cstr(place_kind_name(p->kind)));
		json_text_field(b, "admin1", p->admin1);
		json_text_field(b, "admin2", p->admin2);
		json_text_field(b, "admin3", p->admin3);
	}
	json_key(b, "accept");
	json_number(b, c->accept, SCORE_DECIMALS);
	json_key(b, "score");
	json_number(b, c->score, SCORE_DECIMALS);
	json_bool_field(b, "below_threshold", c->below);
	json_key(b, "features");
	buf_append_char(b, '{');
	for (size_t i = 0; i < c->n_contributions; i++) {
		json_key(b, c->contributions[i].name);
		json_number(b, c->contributions[i].value * c->contributions[i].weight, SCORE_DECIMALS);
	}
	buf_append_cstr(b, "}}");
}

static void candidates(struct buf *b, const struct gazetteer *g, const struct candidate *list, size_t n)
{
	open_list(b, "candidates");
	for (size_t i = 0; i < n; i++)
		candidate(b, g, &list[i]);
	buf_append_char(b, ']');
}

static void mentions(struct buf *b, const struct result *r)
{
	open_list(b, "mentions");
	for (size_t i = 0; i < r->mentions->n; i++) {
		const struct mention *m = &r->mentions->items[i];
		open_object(b);
		json_int_field(b, "start", m->start);
		json_int_field(b, "end", m->end);
		json_text_field(b, "surface", m->surface);
		json_text_field(b, "rule", m->rule);
		json_text_field(b, "abstained", sv_cstr(m->abstained));
		json_text_field(b, "extent_basis", sv_cstr(m->extent_basis));
		candidates(b, r->gazetteer, m->candidates, m->n_candidates);
		buf_append_char(b, '}');
	}
	buf_append_char(b, ']');
}

static void rejected(struct buf *b, const struct result *r)
{
	open_list(b, "rejected");
	for (size_t i = 0; i < r->mentions->n_rejected; i++) {
		const struct rejection *x = &r->mentions->rejected[i];
		open_object(b);
		json_int_field(b, "start", x->start);
		json_int_field(b, "end", x->end);
		json_text_field(b, "surface", x->surface);
		json_text_field(b, "reason", sv_cstr(x->reason));
		json_text_field(b, "detail", x->detail);
		candidates(b, r->gazetteer, x->candidates, x->n_candidates);
		buf_append_char(b, '}');
	}
	buf_append_char(b, ']');
}

static void triggers(struct buf *b, const struct result *r)
{
	open_list(b, "triggers");
	for (size_t i = 0; i < r->events->n_triggers; i++) {
		const struct trigger_fact *t = &r->events->triggers[i];
		open_object(b);
		span_fields(b, r->text, t->token, t->last_token);
		json_text_field(b, "event_type", t->event_type);
		json_text_field(b, "sub_event_type", t->sub_event_type);
		json_int_field(b, "strength", t->strength);
		json_bool_field(b, "secondary", t->secondary);
		json_bool_field(b, "negated", t->negated);
		json_bool_field(b, "planned", t->planned);
		json_bool_field(b, "general", t->general);
		buf_append_char(b, '}');
	}
	buf_append_char(b, ']');
}

static void dates(struct buf *b, const struct result *r)
{
	open_list(b, "dates");
	for (size_t i = 0; i < r->events->n_dates; i++) {
		const struct date_fact *d = &r->events->dates[i];
		open_object(b);
		span_fields(b, r->text, d->first_token, d->last_token);
		date_field(b, "first", d->first);
		date_field(b, "last", d->last);
		json_text_field(b, "basis", d->basis);
		json_bool_field(b, "background", d->is_background);
		json_bool_field(b, "duration", d->is_duration);
		buf_append_char(b, '}');
	}
	buf_append_char(b, ']');
}

static void actors(struct buf *b, const struct result *r)
{
	open_list(b, "actors");
	for (size_t i = 0; i < r->events->n_actors; i++) {
		const struct actor_fact *a = &r->events->actors[i];
		open_object(b);
		span_fields(b, r->text, a->first_token, a->last_token);
		json_text_field(b, "name", a->name);
		json_int_field(b, "inter", a->inter);
		buf_append_char(b, '}');
	}
	buf_append_char(b, ']');
}

static void casualties(struct buf *b, const struct result *r)
{
	open_list(b, "casualties");
	for (size_t i = 0; i < r->events->n_casualties; i++) {
		const struct casualty_fact *c = &r->events->casualties[i];
		open_object(b);
		span_fields(b, r->text, c->first_token, c->last_token);
		json_count_field(b, "killed", c->killed, 0);
		json_count_field(b, "killed_low", c->killed_low, 0);
		json_count_field(b, "killed_high", c->killed_high, 0);
		json_count_field(b, "injured", c->injured, 0);
		json_count_field(b, "joint", c->joint, 0);
		json_bool_field(b, "vague", c->vague);
		json_bool_field(b, "denied", c->denied);
		json_bool_field(b, "cumulative", c->cumulative);
		buf_append_char(b, '}');
	}
	buf_append_char(b, ']');
}

void explain_json(struct arena *scratch, const struct result *r, struct buf *b)
{
	buf_append_char(b, '{');
	json_key(b, "result");
	result_write_json(scratch, r, b);
	if (buf_ok(b))
		b->len--; /* its line end */
	mentions(b, r);
	rejected(b, r);
	triggers(b, r);
	dates(b, r);
	actors(b, r);
	casualties(b, r);
	buf_append(b, SV("}\n"));
}
