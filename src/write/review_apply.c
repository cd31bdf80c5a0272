#include "write/review_apply.h"

#include "state/learned.h"
#include "text/text.h"

#include <stdlib.h>

#define M_PER_KM 1000.0

/* The sub-type of a type that was corrected without one. */
static const struct {
	const char *event_type, *sub_event_type;
} default_sub_types[] = {
	{"Battles", "Armed clash"},
	{"Explosions/Remote violence", "Remote explosive/landmine/IED"},
	{"Violence against civilians", "Attack"},
	{"Strategic developments", "Other"},
	{"Protests", "Peaceful protest"},
	{"Riots", "Violent demonstration"},
};

struct applying {
	struct review_apply *options;
	struct model *model;
	struct arena *arena;
	struct review review;
};

static struct sv number_text(struct arena *a, int64_t n)
{
	return n == MODEL_UNKNOWN ? SV("") : arena_printf(a, "%lld", (long long)n);
}

static void point_text(struct arena *a, bool has_point, struct lonlat p, struct sv values[MACHINE_FIELDS])
{
	values[MACHINE_LAT] = has_point ? arena_printf(a, "%.6f", p.lat_deg) : SV("");
	values[MACHINE_LON] = has_point ? arena_printf(a, "%.6f", p.lon_deg) : SV("");
}

static void machine_of_incident(struct arena *a, const struct model_incident *i, struct sv out[MACHINE_FIELDS])
{
	out[MACHINE_PLACE_ID] = i->place_id;
	out[MACHINE_PLACE] = i->location_ar;
	out[MACHINE_DATE] = i->event_date;
	out[MACHINE_TYPE] = i->event_type;
	out[MACHINE_SUB_TYPE] = i->sub_event_type;
	out[MACHINE_FATALITIES] = number_text(a, i->fatalities);
	out[MACHINE_INJURIES] = number_text(a, i->injuries);
	point_text(a, i->has_point, i->point, out);
}

static void machine_of_mention(struct arena *a, const struct model_mention *m, struct sv out[MACHINE_FIELDS])
{
	out[MACHINE_PLACE_ID] = m->place_id;
	out[MACHINE_PLACE] = m->name_ar;
	point_text(a, m->has_point, m->point, out);
}

/* ---- the place meant ---- */

/* What an analyst who writes a bare name means: a settlement before its district or quarter, in the governorate that
 * the text speaks of before elsewhere. */
static int name_rank(const struct place *p, struct sv admin1)
{
	return (sv_eq(p->admin1, admin1) ? 2 : 0) + (place_kind_is_settlement(p->kind) ? 1 : 0);
}

/* The place of that name that ranks before all others of it; PLACE_NONE when there is none, or two are alike. */
static int32_t place_by_name(struct arena *a, const struct gazetteer *g, struct sv name, struct sv admin1)
{
	struct sv key = gazetteer_name_key(a, name);
	struct name_span found = gazetteer_find(g, key, text_hash(key));
	if (found.n == 0) {
		key = gazetteer_english_key(a, name);
		found = gazetteer_find_english(g, key, text_hash(key));
	}
	int32_t best = PLACE_NONE;
	bool alone = false;
	for (size_t i = 0; i < found.n; i++) {
		int32_t place = found.entries[i].place;
		int rank = name_rank(gazetteer_place(g, (size_t)place), admin1);
		int best_rank = best == PLACE_NONE ? -1 : name_rank(gazetteer_place(g, (size_t)best), admin1);
		if (place == best || rank < best_rank)
			continue;
		alone = rank > best_rank;
		best = place;
	}
	return alone ? best : PLACE_NONE;
}

/* The place that the fields name; NULL when they name none, or *why says that it cannot be told. */
static const struct place *place_meant(struct arena *a, const struct gazetteer *g, const struct sv fields[REVIEW_FIELDS],
                                       struct sv admin1, struct sv *why)
{
	struct sv id = fields[REVIEW_PLACE_ID];
	struct sv name = fields[REVIEW_PLACE];
	int32_t index = PLACE_NONE;
	if (g && id.len) {
		index = gazetteer_by_id(g, id);
		if (index == PLACE_NONE)
			*why = arena_printf(a, "no place '%.*s' in the gazetteer", SV_ARG(id));
	} else if (g && name.len) {
		index = place_by_name(a, g, name, admin1);
		if (index == PLACE_NONE && !fields[REVIEW_LAT].len)
			*why = arena_printf(a, "'%.*s' is no place of the gazetteer, or several: give corrected_place_id",
			                    SV_ARG(name));
	}
	return index == PLACE_NONE ? NULL : gazetteer_place(g, (size_t)index);
}

static bool typed_point(const struct sv fields[REVIEW_FIELDS], struct lonlat *out)
{
	return sv_to_double(fields[REVIEW_LAT], &out->lat_deg) && sv_to_double(fields[REVIEW_LON], &out->lon_deg);
}

static void set_precision(const struct place *p, struct model_incident *i)
{
	bool area = p && place_kind_is_area(p->kind);
	i->geo_precision = !area ? 1 : p->kind == KIND_GOVERNORATE || p->kind == KIND_COUNTRY ? 3 : 2;
	i->where_prec = !area ? 1 : p->kind == KIND_COUNTRY ? 6 : p->kind == KIND_GOVERNORATE ? 4 : 3;
	i->uncertainty_m = p && p->radius_km > 0 ? p->radius_km * M_PER_KM : -1;
}

static void place_incident(struct applying *x, const struct correction *c, struct model_incident *i, struct sv *why)
{
	const struct sv *f = c->fields;
	const struct gazetteer *g = x->options->gazetteer;
	struct lonlat point;
	bool typed = typed_point(f, &point);
	if (!typed && !f[REVIEW_PLACE].len && !f[REVIEW_PLACE_ID].len)
		return;
	const struct place *p = place_meant(x->arena, g, f, i->admin1, why);
	if (!p && f[REVIEW_PLACE_ID].len && !f[REVIEW_PLACE].len && !typed)
		return; /* an identifier that nobody knows says nothing */
	if (p || f[REVIEW_PLACE].len) {
		i->location_ar = p ? p->name_ar : f[REVIEW_PLACE];
		i->location = p && p->name_en.len ? p->name_en : i->location_ar;
		i->place_id = p ? p->id : SV("");
		i->places = ARENA_NEW(x->arena, struct model_place_ref);
		i->places[0] = (struct model_place_ref){i->place_id, i->location_ar};
		i->n_places = 1;
	}
	if (p) {
		i->admin1 = p->admin1;
		i->admin2 = p->admin2;
		i->admin3 = p->admin3;
	}
	i->has_point = typed || (p && p->has_point);
	if (i->has_point)
		i->point = typed ? point : p->point;
	i->spatial_rel = SV("in");
	i->route = (struct line){NULL, 0};
	i->extent = (struct shape){NULL, 0};
	if (p && !typed && place_kind_is_area(p->kind))
		gazetteer_shape(g, p->id, &i->extent);
	set_precision(typed ? NULL : p, i);
	if (!i->has_point && !p)
		i->geo_precision = i->where_prec = MODEL_UNKNOWN;
}

static void type_incident(const struct sv fields[REVIEW_FIELDS], struct model_incident *i)
{
	struct sv type = fields[REVIEW_TYPE];
	if (fields[REVIEW_SUB_TYPE].len)
		i->sub_event_type = fields[REVIEW_SUB_TYPE];
	if (!type.len || sv_eq(type, i->event_type))
		return;
	i->event_type = type;
	for (size_t k = 0; k < sizeof default_sub_types / sizeof *default_sub_types && !fields[REVIEW_SUB_TYPE].len; k++)
		if (sv_eq_cstr(type, default_sub_types[k].event_type))
			i->sub_event_type = sv_cstr(default_sub_types[k].sub_event_type);
}

static void count_incident(const struct sv fields[REVIEW_FIELDS], struct model_incident *i)
{
	bool killed = sv_to_int(fields[REVIEW_FATALITIES], &i->fatalities);
	bool wounded = sv_to_int(fields[REVIEW_INJURIES], &i->injuries);
	if (killed)
		i->fatalities_low = i->fatalities_high = MODEL_UNKNOWN;
	if (killed || wounded)
		i->casualties_joint = MODEL_UNKNOWN;
}

static void correct_incident(struct applying *x, const struct correction *c, struct model_incident *i, struct sv *why)
{
	if (c->fields[REVIEW_DATE].len) {
		i->event_date = i->date_start = i->date_end = c->fields[REVIEW_DATE];
		i->time_precision = i->date_prec = 1;
		i->date_basis = SV("review");
	}
	type_incident(c->fields, i);
	count_incident(c->fields, i);
	place_incident(x, c, i, why);
}

static void correct_mention(struct applying *x, const struct correction *c, struct model_mention *m, struct sv *why)
{
	const struct sv *f = c->fields;
	struct lonlat point;
	bool typed = typed_point(f, &point);
	const struct place *p = place_meant(x->arena, x->options->gazetteer, f, m->admin1, why);
	if (p) {
		m->place_id = p->id;
		m->name_ar = p->name_ar;
		m->name_en = p->name_en;
		m->kind = sv_cstr(place_kind_name(p->kind));
		m->feature_code = p->feature_code;
		m->admin1 = p->admin1;
		m->admin2 = p->admin2;
		m->admin3 = p->admin3;
		m->unresolved = false;
		m->has_point = p->has_point;
		m->point = p->point;
		m->extent = (struct shape){NULL, 0};
	}
	if (typed) {
		m->has_point = true;
		m->point = point;
		m->unresolved = false;
		m->extent = (struct shape){NULL, 0};
	}
}

/* ---- which correction is whose ---- */

/* Of several corrections of what has become one incident: rejected before corrected before confirmed, then the latest. */
static int rank(const struct correction *c)
{
	struct sv status = review_status(c->fields);
	return sv_eq(status, SV("rejected")) ? 3 : sv_eq(status, SV("corrected")) ? 2 : sv_eq(status, SV("confirmed")) ? 1 : 0;
}

static bool goes_before(const struct correction *a, const struct correction *b)
{
	int c = rank(a) - rank(b);
	c = c ? c : sv_cmp(a->updated, b->updated);
	return c > 0 || (c == 0 && sv_cmp(a->id, b->id) < 0);
}

static struct sv joined(struct arena *a, struct sv before, struct sv more)
{
	if (!before.len || !more.len)
		return before.len ? before : more;
	return arena_printf(a, "%.*s; %.*s", SV_ARG(before), SV_ARG(more));
}

/* Reports that a rejected incident had not when it was rejected. */
static struct sv new_reports(struct arena *a, const struct correction *c, const struct model_incident *i)
{
	struct sv out = {"", 0};
	for (size_t k = 0; k < i->n_reports && rank(c) == 3; k++) {
		bool known = false;
		for (size_t n = 0; n < c->n_anchors && !known; n++)
			known = sv_eq(c->anchors[n].event_id, i->reports[k]) || sv_eq(c->anchors[n].source, i->report_sources[k]);
		if (!known)
			out = joined(a, out, arena_printf(a, "also reported by '%.*s'", SV_ARG(i->report_sources[k])));
	}
	return out;
}

static void settle(struct applying *x, struct correction *c, struct sv event_id, struct sv why)
{
	struct sv difference = review_difference(x->arena, c, c->current);
	c->conflict = joined(x->arena, joined(x->arena, why, difference), c->conflict);
	c->event_id = event_id;
	c->outcome = SV("applied");
	x->options->n_applied++;
	x->options->n_conflicts += c->conflict.len > 0;
}

/* What the program said when the correction came from elsewhere, where nobody knew. */
static void complete_original(struct correction *c)
{
	bool any = false;
	for (size_t i = 0; i < MACHINE_FIELDS; i++)
		any = any || c->original[i].len;
	if (!any)
		memcpy(c->original, c->current, sizeof c->original);
	/* The point of a correction that was made without moving it. */
	if (!c->original[MACHINE_LAT].len && !c->original[MACHINE_LON].len) {
		c->original[MACHINE_LAT] = c->current[MACHINE_LAT];
		c->original[MACHINE_LON] = c->current[MACHINE_LON];
	}
}

static void apply_to_incident(struct applying *x, struct correction *c, struct model_incident *i, struct sv others)
{
	struct sv why = {"", 0};
	machine_of_incident(x->arena, i, c->current);
	complete_original(c);
	c->conflict = joined(x->arena, others, new_reports(x->arena, c, i));
	correct_incident(x, c, i, &why);
	settle(x, c, i->event_id, why);
	i->review = c;
	i->review_status = review_status(c->fields);
}

static size_t report_index(const struct model *m, struct sv event_id)
{
	const struct model_report *r = model_report_find(m, event_id);
	return r ? (size_t)(r - m->reports) : SIZE_MAX;
}

static void apply_to_incidents(struct applying *x, const size_t *found)
{
	struct model *m = x->model;
	for (size_t i = 0; i < m->n_incidents; i++) {
		struct model_incident *in = &m->incidents[i];
		struct correction *best = NULL;
		struct sv others = {"", 0};
		for (size_t k = 0; k < in->n_reports; k++) {
			size_t at = report_index(m, in->reports[k]);
			struct correction *c = at == SIZE_MAX || found[at] == SIZE_MAX ? NULL : &x->review.items[found[at]];
			if (!c || c == best)
				continue;
			struct correction *lower = !best || goes_before(c, best) ? best : c;
			best = lower == c ? best : c;
			if (!lower)
				continue;
			lower->outcome = SV("its incident is one with another now, whose review goes before");
			lower->event_id = SV("");
			others = arena_printf(x->arena, "one of its reports was reviewed as %.*s",
			                      SV_ARG(review_status(lower->fields)));
		}
		if (best)
			apply_to_incident(x, best, in, others);
	}
}

static void apply_to_mentions(struct applying *x, const size_t *found)
{
	struct model *m = x->model;
	for (size_t i = 0; i < m->n_mentions; i++) {
		struct model_mention *in = &m->mentions[i];
		struct correction *c = found[i] == SIZE_MAX ? NULL : &x->review.items[found[i]];
		struct sv why = {"", 0};
		if (!c)
			continue;
		machine_of_mention(x->arena, in, c->current);
		complete_original(c);
		c->conflict = SV("");
		correct_mention(x, c, in, &why);
		settle(x, c, in->mention_id, why);
		in->review = c;
	}
}

static void match_incidents(struct applying *x)
{
	struct model *m = x->model;
	struct review_anchor *reports = ARENA_ARRAY(x->arena, struct review_anchor, m->n_reports + 1);
	size_t *found = ARENA_ARRAY(x->arena, size_t, m->n_reports + 1);
	for (size_t i = 0; i < m->n_reports; i++) {
		const struct model_report *r = &m->reports[i];
		reports[i] = (struct review_anchor){.doc_id = r->doc_id, .event_type = r->event_type, .event_id = r->event_id,
		                                    .place_id = r->place_id, .source = r->source, .evidence = r->evidence,
		                                    .first = r->start, .last = r->end};
	}
	review_match(x->arena, &x->review, REVIEW_INCIDENT, reports, m->n_reports, found);
	apply_to_incidents(x, found);
}

static void match_mentions(struct applying *x)
{
	struct model *m = x->model;
	struct review_anchor *reports = ARENA_ARRAY(x->arena, struct review_anchor, m->n_mentions + 1);
	size_t *found = ARENA_ARRAY(x->arena, size_t, m->n_mentions + 1);
	for (size_t i = 0; i < m->n_mentions; i++) {
		const struct model_mention *r = &m->mentions[i];
		reports[i] = (struct review_anchor){.doc_id = r->doc_id, .event_id = r->mention_id, .place_id = r->place_id,
		                                    .source = r->source, .evidence = r->surface, .first = r->start,
		                                    .last = r->end};
	}
	review_match(x->arena, &x->review, REVIEW_MENTION, reports, m->n_mentions, found);
	apply_to_mentions(x, found);
}

static bool knows_article(const struct model *m, const struct correction *c)
{
	for (size_t k = 0; k < c->n_anchors; k++)
		for (size_t i = 0; i < m->n_articles; i++)
			if (sv_eq(m->articles[i].doc_id, c->anchors[k].doc_id))
				return true;
	return false;
}

static enum err record(struct applying *x, struct error *e)
{
	struct state *s = x->options->state;
	enum err result = x->options->only_look ? OK : state_transaction(s, e);
	for (size_t i = 0; i < x->review.n && result == OK; i++) {
		struct correction *c = &x->review.items[i];
		if (!c->matched) {
			c->outcome = knows_article(x->model, c) ? SV("its article no longer gives it")
			                                        : SV("its article is not here");
			c->event_id = SV("");
			x->options->n_orphans++;
		}
		if (!x->options->only_look)
			result = review_put_outcome(s, x->arena, c, e);
	}
	if (result == OK && !x->options->only_look)
		result = state_commit(s, e);
	if (result != OK)
		state_undo(s);
	return result;
}

enum err review_apply(void *user, struct model *m, struct error *e)
{
	struct review_apply *options = user;
	struct applying x = {.options = options, .model = m, .arena = &m->arena};
	if (!options->state)
		return OK;
	struct learned *learned = NULL;
	enum err result = learned_load(options->state, x.arena, &learned, &m->n_learned, e);
	m->learned = learned;
	if (result == OK)
		result = review_load(options->state, x.arena, &x.review, e);
	if (result != OK || x.review.n == 0)
		return result;
	match_incidents(&x);
	match_mentions(&x);
	return record(&x, e);
}

struct model review_drawn(struct arena *a, const struct model *m)
{
	struct model out = *m;
	size_t first = 0;
	out.arena = (struct arena){.head = NULL};
	out.owns_records = false;
	while (first < m->n_incidents && !sv_eq(m->incidents[first].review_status, SV("rejected")))
		first++;
	if (first == m->n_incidents)
		return out;
	out.incidents = ARENA_ARRAY(a, struct model_incident, m->n_incidents + 1);
	out.n_incidents = 0;
	for (size_t i = 0; i < m->n_incidents; i++)
		if (!sv_eq(m->incidents[i].review_status, SV("rejected")))
			out.incidents[out.n_incidents++] = m->incidents[i];
	return out;
}
