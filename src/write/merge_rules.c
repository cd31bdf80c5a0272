#include "write/merge_rules.h"

#include "event/event.h"

/* What two reports have in common, each a fact that the rules below weigh. */
struct likeness {
	bool same_day;        /* both dated to the day, and equal */
	bool maybe_same_day;  /* periods overlap, or an undated report of about that day */
	bool same_class, near_class;
	bool same_place;      /* the place of one is among those of the other, and precise */
	bool same_area;       /* the same wider area */
	bool close;           /* points within the smaller uncertainty */
	bool shared_actor;    /* one of them, or the part that one names of the other's whole */
	bool other_actors;    /* none in common, or each names an opponent that the other does not */
	bool same_figure;     /* a stated number above zero agrees */
	bool figures_differ;
};

static enum merge_class class_of(struct sv sub_event_type)
{
	static const struct {
		const char *name;
		enum merge_class class;
	} rows[] = {
#define X(name, class) {name, class},
#include "write/merge_class.def"
#undef X
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (sv_eq_cstr(sub_event_type, rows[i].name))
			return rows[i].class;
	return CLASS_OTHER;
}

enum merge_class merge_class_family(enum merge_class c)
{
	if (c == CLASS_ATTACK || c == CLASS_TERRITORY)
		return CLASS_CLASH;
	if (c == CLASS_SHELLING)
		return CLASS_AIR;
	return c == CLASS_ARREST ? CLASS_ABDUCTION : c;
}

static bool day_parse(struct sv s, int64_t *out)
{
	struct date d;
	if (s.len < 10 || !date_parse_iso(s, &d))
		return false;
	*out = date_to_days(d);
	return true;
}

void report_init(struct report *r, const struct model_incident *i, const struct model_article *a)
{
	*r = (struct report){.incident = i, .published = a->published, .class = class_of(i->sub_event_type)};
	r->has_period = day_parse(i->date_start.len ? i->date_start : i->event_date, &r->day_first);
	if (r->has_period && !day_parse(i->date_end.len ? i->date_end : i->event_date, &r->day_last))
		r->day_last = r->day_first;
	r->exact = r->has_period && r->day_first == r->day_last;
	r->has_news_day = day_parse(a->published, &r->news_day);
	r->has_anchor = r->has_period;
	r->anchor = r->day_first;
	if (!r->has_anchor)
		r->has_anchor = day_parse(a->text_day, &r->anchor) || day_parse(a->published, &r->anchor);
}

static void compare_days(const struct report *a, const struct report *b, struct likeness *l)
{
	if (a->exact && b->exact) {
		l->same_day = a->day_first == b->day_first;
		return;
	}
	if (!a->has_anchor || !b->has_anchor)
		return;
	if (a->has_period && b->has_period) {
		l->maybe_same_day = a->day_first <= b->day_last && b->day_first <= a->day_last &&
		                    a->day_last - a->day_first <= MERGE_PERIOD_DAYS &&
		                    b->day_last - b->day_first <= MERGE_PERIOD_DAYS;
		return;
	}
	int64_t apart = a->anchor > b->anchor ? a->anchor - b->anchor : b->anchor - a->anchor;
	l->maybe_same_day = apart <= MERGE_ANCHOR_DAYS;
}

static void compare_classes(const struct report *a, const struct report *b, struct likeness *l)
{
	static const enum merge_class near_pairs[][2] = {
		{CLASS_CLASH, CLASS_ATTACK},      /* armed men or civilians: outlets differ on who the victims were */
		{CLASS_CLASH, CLASS_TERRITORY},
		{CLASS_ABDUCTION, CLASS_ARREST},
		{CLASS_AIR, CLASS_SHELLING},      /* one word means bombing and shelling */
	};
	l->same_class = a->class == b->class;
	for (size_t i = 0; i < sizeof near_pairs / sizeof *near_pairs; i++) {
		const enum merge_class *p = near_pairs[i];
		if ((a->class == p[0] && b->class == p[1]) || (a->class == p[1] && b->class == p[0]))
			l->near_class = true;
	}
}

/* A place known to about 25 km, as UCDP's where_prec 1 and 2. */
static bool is_precise(const struct model_incident *i)
{
	return i->where_prec != MODEL_UNKNOWN ? i->where_prec <= 2 : i->geo_precision == 1;
}

static bool names_place(const struct model_incident *i, struct sv place_id)
{
	for (size_t k = 0; k < i->n_places; k++)
		if (sv_eq(i->places[k].place_id, place_id))
			return true;
	return sv_eq(i->place_id, place_id);
}

static bool is_precisely_at(const struct model_incident *a, const struct model_incident *b)
{
	return is_precise(a) && a->place_id.len && names_place(b, a->place_id);
}

static void compare_places(const struct model_incident *a, const struct model_incident *b, struct likeness *l)
{
	l->same_place = is_precisely_at(a, b) || is_precisely_at(b, a);
	l->same_area = a->place_id.len && sv_eq(a->place_id, b->place_id) && sv_eq(a->location_ar, b->location_ar);
	if (l->same_place || !a->has_point || !b->has_point || !is_precise(a) || !is_precise(b))
		return;
	double within = 1000;
	if (a->uncertainty_m > within && b->uncertainty_m > within)
		within = a->uncertainty_m < b->uncertainty_m ? a->uncertainty_m : b->uncertainty_m;
	if (within > MERGE_DISTANCE_M)
		within = MERGE_DISTANCE_M;
	l->close = geo_distance_m(a->point, b->point) <= within;
}

/* "Civilians" and "Unidentified ..." fit any report. */
static bool actor_tells(struct sv name)
{
	return !sv_starts(name, SV("Civilians")) && !sv_starts(name, SV("Unidentified"));
}

/* An actor's name up to its period: "Military Forces of Syria (2000-2024) 4th Armored Division" is Military Forces of
 * Syria; "Islamic State (Syria)" has none. */
static struct sv without_period(struct sv name)
{
	for (size_t i = 0; i + 3 < name.len; i++)
		if (name.ptr[i] == ' ' && name.ptr[i + 1] == '(' && name.ptr[i + 2] >= '0' && name.ptr[i + 2] <= '9')
			return sv_take(name, i);
	return name;
}

static bool is_part_of(struct sv part, struct sv whole)
{
	static const struct {
		struct sv part, whole;
	} rows[] = {
#define X(part, whole) {{part, sizeof(part) - 1}, {whole, sizeof(whole) - 1}},
#include "write/merge_actor.def"
#undef X
	};
	part = without_period(part);
	whole = without_period(whole);
	if (sv_eq(part, whole))
		return true;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (sv_eq(part, rows[i].part) && sv_eq(whole, rows[i].whole))
			return true;
	return false;
}

static bool actor_among(struct sv name, const struct model_incident *i)
{
	for (size_t k = 0; k < i->n_actors; k++)
		if (sv_eq(name, i->actors[k]))
			return true;
	for (size_t k = 0; k < i->n_actors; k++)
		if (is_part_of(name, i->actors[k]) || is_part_of(i->actors[k], name))
			return true;
	return false;
}

/* How many telling actors of a are, and are not, b's too. */
static void count_actors(const struct model_incident *a, const struct model_incident *b, size_t *shared, size_t *own)
{
	*shared = *own = 0;
	for (size_t i = 0; i < a->n_actors; i++)
		if (actor_tells(a->actors[i]))
			++*(actor_among(a->actors[i], b) ? shared : own);
}

static void compare_actors(const struct model_incident *a, const struct model_incident *b, struct likeness *l)
{
	size_t shared_a, shared_b, own_a, own_b;
	count_actors(a, b, &shared_a, &own_a);
	count_actors(b, a, &shared_b, &own_b);
	l->shared_actor = shared_a > 0;
	l->other_actors = own_a && own_b && own_a >= shared_a && own_b >= shared_b;
}

/* A figure as a span: what was said, and the bounds. */
struct span {
	int64_t said, low, high; /* said MODEL_UNKNOWN: none */
};

static struct span span_of(int64_t said, int64_t low, int64_t high)
{
	struct span s = {said, low != MODEL_UNKNOWN && low < said ? low : said, high > said ? high : said};
	return s;
}

/* Later tolls grow and outlets round: figures agree within a third (at least `slack`), or where their spans meet. */
static void compare_figure(struct span a, struct span b, int64_t slack, struct likeness *l)
{
	if (a.said == MODEL_UNKNOWN || b.said == MODEL_UNKNOWN)
		return;
	int64_t apart = a.said > b.said ? a.said - b.said : b.said - a.said;
	int64_t larger = a.said > b.said ? a.said : b.said;
	bool meet = a.low <= b.high && b.low <= a.high;
	if (!meet && apart > slack && apart * 3 > larger)
		l->figures_differ = true;
	if (apart == 0 && larger > 0)
		l->same_figure = true;
}

static struct span plain(int64_t said)
{
	return span_of(said, MODEL_UNKNOWN, MODEL_UNKNOWN);
}

/* Killed and wounded in one sum, beside a report that tells them apart. */
static void compare_sum(const struct model_incident *joint, const struct model_incident *parts, struct likeness *l)
{
	if (joint->casualties_joint == MODEL_UNKNOWN || parts->casualties_joint != MODEL_UNKNOWN)
		return;
	int64_t killed = parts->fatalities == MODEL_UNKNOWN ? 0 : parts->fatalities;
	int64_t injured = parts->injuries == MODEL_UNKNOWN ? 0 : parts->injuries;
	bool both = parts->fatalities != MODEL_UNKNOWN && parts->injuries != MODEL_UNKNOWN;
	if (both || killed + injured > joint->casualties_joint)
		compare_figure(plain(joint->casualties_joint), plain(killed + injured), 1, l);
}

static void compare_figures(const struct model_incident *a, const struct model_incident *b, struct likeness *l)
{
	compare_figure(span_of(a->fatalities, a->fatalities_low, a->fatalities_high),
	               span_of(b->fatalities, b->fatalities_low, b->fatalities_high), 1, l);
	compare_figure(plain(a->injuries), plain(b->injuries), 3, l);
	compare_figure(plain(a->casualties_joint), plain(b->casualties_joint), 1, l);
	compare_sum(a, b, l);
	compare_sum(b, a, l);
}

int report_likeness(const struct report *a, const struct report *b)
{
	struct likeness l = {false};
	compare_days(a, b, &l);
	compare_classes(a, b, &l);
	if (!(l.same_day || l.maybe_same_day) || !(l.same_class || l.near_class))
		return 0;
	compare_figures(a->incident, b->incident, &l);
	if (l.figures_differ)
		return 0;
	compare_actors(a->incident, b->incident, &l);
	if (l.other_actors)
		return 0;
	compare_places(a->incident, b->incident, &l);
	if (!l.same_place && !l.same_area && !l.close)
		return 0;
	bool vague_kind = a->class == CLASS_OTHER || a->class == CLASS_AGREEMENT || !l.same_class;
	if (vague_kind && !l.shared_actor)
		return 0;
	bool fuzzy_place = !l.same_place && !l.close;
	bool wide_area = fuzzy_place && (a->incident->where_prec != 5 || b->incident->where_prec != 5);
	if (fuzzy_place && !l.shared_actor)
		return 0;
	if ((wide_area || !l.same_day) && !(l.shared_actor && l.same_figure))
		return 0;
	return 1 + 4 * l.same_day + 3 * l.same_place + 2 * l.shared_actor + 2 * l.same_figure + l.same_class;
}
