#include "cli/explain.h"

#include <string.h>

static const char indent[] = "        ";

static const char *const units[] = {
	[DATE_UNKNOWN] = "unknown", [DATE_DAY] = "day",     [DATE_DAYS] = "2-6 days",
	[DATE_WEEK] = "week",       [DATE_MONTH] = "month", [DATE_YEAR] = "year",
};

static void date(struct buf *b, struct date d)
{
	if (d.year)
		buf_printf(b, "%04d-%02d-%02d", d.year, d.month, d.day);
	else
		buf_append_cstr(b, "unknown");
}

static void period(struct buf *b, struct date first, struct date last)
{
	date(b, first);
	if (first.year && date_to_days(first) != date_to_days(last)) {
		buf_append_cstr(b, " to ");
		date(b, last);
	}
}

/* A label and a text on a line of their own; nothing for an empty text. White space is collapsed. */
static void line(struct buf *b, const char *label, struct sv text)
{
	if (!text.len)
		return;
	buf_printf(b, "%s%s: ", indent, label);
	for (size_t i = 0; i < text.len; i++)
		buf_append_char(b, text.ptr[i] == '\n' || text.ptr[i] == '\r' ? ' ' : text.ptr[i]);
	buf_append_char(b, '\n');
}

static void place(struct buf *b, const struct place *p)
{
	buf_printf(b, "%.*s %.*s (%s", SV_ARG(p->id), SV_ARG(p->name_ar), place_kind_name(p->kind));
	const struct sv admins[] = {p->admin3, p->admin2, p->admin1};
	for (size_t i = 0; i < sizeof admins / sizeof admins[0]; i++)
		if (admins[i].len)
			buf_printf(b, ", %.*s", SV_ARG(admins[i]));
	buf_append_char(b, ')');
}

static void outcome(struct buf *b, const struct gazetteer *g, const struct mention *m)
{
	buf_append_cstr(b, indent);
	if (m->place != PLACE_NONE) {
		buf_append_cstr(b, "is ");
		place(b, gazetteer_place(g, (size_t)m->place));
	} else {
		buf_printf(b, "is not resolved (%s)", place_kind_name(m->kind));
	}
	if (m->container != PLACE_NONE) {
		buf_append_cstr(b, ", inside ");
		place(b, gazetteer_place(g, (size_t)m->container));
	}
	buf_printf(b, ", confidence %.2f\n", m->confidence);
}

/* One of a candidate's two sums as its parts: "accept 2.35 = 1.00 free + 1.60 list - 0.25 cut". */
static void sum(struct buf *b, const struct candidate *c, const char *label, const char *prefix, double total)
{
	size_t skip = strlen(prefix);
	bool first = true;
	buf_printf(b, "%s      %s %.2f =", indent, label, total);
	for (size_t i = 0; i < c->n_contributions; i++) {
		const struct contribution *x = &c->contributions[i];
		double part = x->value * x->weight;
		if (strncmp(x->name, prefix, skip) != 0)
			continue;
		const char *sign = part < 0 ? "- " : first ? "" : "+ ";
		buf_printf(b, " %s%.2f %s", sign, part < 0 ? -part : part, x->name + skip);
		first = false;
	}
	buf_append_cstr(b, first ? " 0\n" : "\n");
}

/* '*' the one taken, '-' those below the recognition threshold. The last may be none: a place the gazetteer lacks. */
static void candidates(struct buf *b, const struct gazetteer *g, const struct candidate *list, size_t n, int32_t taken)
{
	for (size_t i = 0; i < n; i++) {
		const struct candidate *c = &list[i];
		if (c->place == PLACE_NONE) {
			buf_printf(b, "%s%c        as an unknown place\n", indent, c->below ? '-' : '*');
			sum(b, c, "accept", "unknown.", c->accept);
			continue;
		}
		buf_printf(b, "%s%c %6.2f ", indent, c->below ? '-' : c->place == taken ? '*' : ' ', c->score);
		place(b, gazetteer_place(g, (size_t)c->place));
		buf_append_char(b, '\n');
		sum(b, c, "accept", "accept.", c->accept);
		sum(b, c, "score", "resolve.", c->score);
	}
}

static void mention(struct buf *b, const struct result *r, const struct mention *m)
{
	static const char *const shapes[] = {[MENTION_PLACE] = "place", [MENTION_COUNTRYSIDE] = "countryside",
	                                     [MENTION_BADIA] = "badia", [MENTION_DIRECTION] = "direction"};
	const char *relation = relation_name(m->relation);
	buf_printf(b, "%6u-%-6u %.*s\n", m->start, m->end, SV_ARG(m->surface));
	buf_printf(b, "%s%s, role %s, relation %s", indent, shapes[m->shape], role_name(m->role),
	           relation ? relation : "none");
	if (m->relation == REL_OFFSET)
		buf_printf(b, " (%.1f km, %s%.0f degrees)", m->offset_m / 1000, m->offset_deg < 0 ? "no bearing, " : "",
		           m->offset_deg);
	buf_append_char(b, '\n');
	line(b, "rule", m->rule);
	outcome(b, r->gazetteer, m);
	line(b, "left unresolved", sv_cstr(m->abstained));
	line(b, "city or governorate", sv_cstr(m->extent_basis));
	candidates(b, r->gazetteer, m->candidates, m->n_candidates, m->place);
	line(b, "sentence", text_sentence(r->text, m->sentence));
}

static void rejection(struct buf *b, const struct result *r, const struct rejection *x)
{
	buf_printf(b, "%6u-%-6u %.*s\n%s%s", x->start, x->end, SV_ARG(x->surface), indent, x->reason);
	if (x->detail.len)
		buf_printf(b, ": %.*s", SV_ARG(x->detail));
	buf_append_char(b, '\n');
	candidates(b, r->gazetteer, x->candidates, x->n_candidates, PLACE_NONE);
}

static void count(struct buf *b, const char *label, int n)
{
	if (n >= 0)
		buf_printf(b, " %s %d", label, n);
}

static void casualties(struct buf *b, const struct incident *i)
{
	struct buf counts;
	buf_init(&counts, 256);
	count(&counts, "killed", i->fatalities);
	count(&counts, "killed at least", i->fatalities_low);
	count(&counts, "killed at most", i->fatalities_high);
	count(&counts, "injured", i->injuries);
	count(&counts, "killed and injured together", i->casualties_joint);
	line(b, "casualties", sv_trim(buf_sv(&counts)));
	line(b, "casualties in words", i->casualty_text);
	buf_release(&counts);
}

static void location(struct buf *b, const struct location *l)
{
	buf_printf(b, "%slocation: ", indent);
	if (l->has_point)
		buf_printf(b, "%.6f, %.6f", l->point.lon_deg, l->point.lat_deg);
	else
		buf_append_cstr(b, "no point");
	buf_printf(b, ", geo_precision %d, where_prec %d", l->geo_precision, l->where_prec);
	if (l->uncertainty_m >= 0)
		buf_printf(b, ", within %.0f m", l->uncertainty_m);
	if (l->extent.n_polygons)
		buf_append_cstr(b, ", with an extent");
	if (l->route.n)
		buf_append_cstr(b, ", with a route");
	if (l->along.len)
		buf_printf(b, " along %.*s", SV_ARG(l->along));
	if (l->basis)
		buf_printf(b, " (%s)", l->basis);
	buf_append_char(b, '\n');
}

/* The triggers in the sentences that the incident rests on. */
static void triggers(struct buf *b, const struct result *r, const struct incident *i)
{
	for (size_t k = 0; k < r->events->n_triggers; k++) {
		const struct trigger_fact *t = &r->events->triggers[k];
		if (t->sentence < i->first_sentence || t->sentence > i->last_sentence)
			continue;
		buf_printf(b, "%strigger: %.*s (%.*s / %.*s, strength %d%s%s%s%s)\n", indent,
		           SV_ARG(text_span(r->text, t->token, t->last_token)), SV_ARG(t->event_type),
		           SV_ARG(t->sub_event_type), t->strength, t->secondary ? ", secondary" : "",
		           t->negated ? ", negated" : "", t->planned ? ", planned" : "",
		           t->general ? ", general" : "");
	}
}

static void incident(struct arena *scratch, struct buf *b, const struct result *r, const struct incident *i,
                     size_t number)
{
	struct location where;
	const char *relation = relation_name(i->relation);
	buf_printf(b, "%3zu. %.*s / %.*s%s, confidence %.2f\n", number, SV_ARG(i->event_type),
	           SV_ARG(i->sub_event_type), i->background ? " (background)" : "", i->confidence);
	triggers(b, r, i);
	buf_printf(b, "%sdate: ", indent);
	period(b, i->date_start, i->date_end);
	buf_printf(b, ", precision %s", units[i->date_unit]);
	if (i->date_basis.len)
		buf_printf(b, ", from %.*s", SV_ARG(i->date_basis));
	buf_append_char(b, '\n');
	for (size_t k = 0; k < i->n_places; k++)
		buf_printf(b, "%s%s: %.*s at %u-%u\n", indent, k ? "also" : "place", SV_ARG(i->places[k]->name_ar),
		           i->places[k]->start, i->places[k]->end);
	buf_printf(b, "%srelation: %s\n", indent, relation ? relation : "none");
	line(b, "where", i->where_description);
	location_of_incident(scratch, r->gazetteer, i->at, i->n_at, i->relation, &where);
	location(b, &where);
	for (size_t k = 0; k < i->n_actors; k++)
		line(b, "actor", i->actors[k]);
	line(b, "by", i->actor1);
	line(b, "against", i->actor2);
	casualties(b, i);
	buf_printf(b, "%sevidence at %u-%u\n", indent, i->start, i->end);
	line(b, "evidence", i->evidence);
}

void explain_text(struct arena *scratch, const struct result *r, struct buf *b)
{
	const struct article *a = r->article;
	buf_printf(b, "%.*s: document %.*s, %u code points of %.*s\n", SV_ARG(a->source), SV_ARG(a->doc_id),
	           r->text->n_codepoints, SV_ARG(a->charset));
	line(b, "title", a->title);
	line(b, "published", a->published);
	buf_printf(b, "%sthe text speaks from: ", indent);
	date(b, r->events->text_day);
	if (r->events->text_day_basis.len)
		buf_printf(b, ", from %.*s", SV_ARG(r->events->text_day_basis));
	buf_printf(b, "\n\nmentions: %zu\n", r->mentions->n);
	for (size_t i = 0; i < r->mentions->n; i++)
		mention(b, r, &r->mentions->items[i]);
	buf_printf(b, "\nnot taken for places: %zu\n", r->mentions->n_rejected);
	for (size_t i = 0; i < r->mentions->n_rejected; i++)
		rejection(b, r, &r->mentions->rejected[i]);
	buf_printf(b, "\nincidents: %zu\n", r->incidents->n);
	for (size_t i = 0; i < r->incidents->n; i++)
		incident(scratch, b, r, &r->incidents->items[i], i + 1);
	buf_append_char(b, '\n');
}
