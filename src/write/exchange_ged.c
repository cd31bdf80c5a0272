#include "write/exchange_row.h"

enum { COORDINATE_DECIMALS = 6, WEEK = 3 };

static const char *const columns[] = {
	"id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
	"conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
	"side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office",
	"source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description",
	"adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region",
	"event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians",
	"deaths_unknown", "best", "high", "low", "gwnoa", "gwnob"};

enum violence { VIOLENCE_UNKNOWN, VIOLENCE_STATE, VIOLENCE_NON_STATE, VIOLENCE_ONE_SIDED };

/* A party as UCDP sees it. */
struct side {
	struct sv name;
	int64_t gwno; /* MODEL_UNKNOWN: no state */
	bool state, civilians;
};

static struct side side_of(const struct party *p)
{
	static const struct {
		const char *start, *name;
		int gwno;
		bool state;
	} rows[] = {
#define X(start, name, gwno, state) {start, name, gwno, state},
#include "write/exchange_side.def"
#undef X
	};
	bool civilians = p->inter == INTER_CIVILIANS || p->inter == INTER_PROTESTERS || p->inter == INTER_RIOTERS;
	struct side s = {p->name, MODEL_UNKNOWN, p->inter == INTER_STATE, civilians};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (!sv_starts(p->name, sv_cstr(rows[i].start)))
			continue;
		s.name = sv_cstr(rows[i].name);
		s.gwno = rows[i].gwno ? rows[i].gwno : MODEL_UNKNOWN;
		s.state = s.state || rows[i].state;
		break;
	}
	return s;
}

static enum violence violence_of(const struct coded *c, const struct side *a, const struct side *b)
{
	const struct model_incident *i = c->incident;
	if (b->civilians || sv_eq(i->event_type, SV("Violence against civilians")) ||
	    sv_eq(i->event_type, SV("Protests")))
		return VIOLENCE_ONE_SIDED;
	if (a->state || b->state)
		return VIOLENCE_STATE;
	return a->name.len && b->name.len ? VIOLENCE_NON_STATE : VIOLENCE_UNKNOWN;
}

/* UCDP's best is the most reliable figure; of vague words the lower bound. */
static int64_t best_of(const struct model_incident *i)
{
	return i->fatalities != MODEL_UNKNOWN ? i->fatalities : i->fatalities_low;
}

/* Armed force by an organized actor that killed. */
static bool keep(const struct coded *c)
{
	const struct model_incident *i = c->incident;
	bool armed = sv_eq(i->event_type, SV("Battles")) || sv_eq(i->event_type, SV("Explosions/Remote violence")) ||
	             sv_eq(i->event_type, SV("Violence against civilians")) ||
	             sv_eq(i->sub_event_type, SV("Excessive force against protesters"));
	return armed && i->event_id.len && (best_of(i) > 0 || i->fatalities_high > 0);
}

/* The first 53 bits of the identifier's 16 hexadecimal digits: a number that every program reads exactly. */
static int64_t id_of(struct sv event_id)
{
	uint64_t id = 0;
	if (event_id.len > 16) /* a letter comes before them */
		event_id = sv_skip(event_id, event_id.len - 16);
	for (size_t k = 0; k < event_id.len && k < 16; k++) {
		unsigned char ch = (unsigned char)event_id.ptr[k];
		id = id << 4 | ((ch & 15U) + (ch > '9' ? 9U : 0U)); /* 'a' is 0x61 */
	}
	return (int64_t)(id >> 11);
}

static void put_names(struct exchange *x, const struct side *a, const struct side *b, enum violence v,
		      struct csv_row *r)
{
	struct sv dyad = SV("");
	if (a->name.len && b->name.len)
		dyad = arena_printf(&x->scratch, "%.*s - %.*s", SV_ARG(a->name), SV_ARG(b->name));
	csv_none(r, 2);
	csv_text(r, v == VIOLENCE_STATE ? SV("") : dyad); /* a state-based conflict is named by its issue */
	csv_none(r, 2);
	csv_text(r, dyad);
	csv_none(r, 2);
	csv_text(r, a->name);
	csv_none(r, 2);
	csv_text(r, b->name);
}

/* The sources' articles, outlets, days and headlines, each list in the order of the sources. */
static void put_sources(struct exchange *x, const struct model_incident *i, struct csv_row *r)
{
	struct sv *lists[4];
	for (size_t k = 0; k < 4; k++)
		lists[k] = ARENA_ARRAY(&x->scratch, struct sv, i->n_sources);
	for (size_t k = 0; k < i->n_sources; k++) {
		const struct model_article *a = exchange_article(x, i->sources[k]);
		struct sv office = exchange_outlet(x, i->sources[k]);
		struct sv day = a ? sv_take(a->published, 10) : SV("");
		struct sv title = a ? a->title : SV("");
		lists[0][k] = arena_printf(&x->scratch, "\"%.*s,%.*s,%.*s\"", SV_ARG(office), SV_ARG(day), SV_ARG(title));
		lists[1][k] = office;
		lists[2][k] = day;
		lists[3][k] = title;
	}
	csv_int(r, (int64_t)i->n_sources);
	for (size_t k = 0; k < 4; k++)
		csv_text(r, arena_join(&x->scratch, lists[k], i->n_sources, SV(";")));
	csv_none(r, 1);
}

static void put_where(struct exchange *x, const struct coded *c, struct csv_row *r)
{
	const struct model_incident *i = c->incident;
	csv_int(r, i->where_prec);
	csv_text(r, i->location.len ? i->location : i->location_ar);
	csv_text(r, i->where_description);
	csv_text(r, c->admin ? sv_cstr(c->admin->ucdp) : c->country && i->admin1.len ? SV("") : i->admin1);
	csv_text(r, c->admin2.len ? arena_printf(&x->scratch, "%.*s district", SV_ARG(c->admin2)) : SV(""));
	if (i->has_point) {
		csv_number(r, i->point.lat_deg, COORDINATE_DECIMALS);
		csv_number(r, i->point.lon_deg, COORDINATE_DECIMALS);
		csv_text(r, arena_printf(&x->scratch, "POINT (%.6f %.6f)", i->point.lon_deg, i->point.lat_deg));
		csv_int(r, exchange_priogrid(i->point));
	} else {
		csv_none(r, 4);
	}
	csv_text(r, sv_cstr(c->country ? c->country->ucdp : ""));
	csv_int(r, c->country ? c->country->gwno : MODEL_UNKNOWN);
	csv_text(r, sv_cstr(c->country ? c->country->ucdp_region : ""));
}

static struct sv midnight(struct exchange *x, struct sv day)
{
	return day.len ? arena_printf(&x->scratch, "%.*s 00:00:00.000", SV_ARG(day)) : SV("");
}

static void put_when(struct exchange *x, const struct model_incident *i, struct csv_row *r)
{
	struct sv start = i->date_start.len ? i->date_start : i->event_date;
	csv_int(r, i->date_prec == MODEL_UNKNOWN ? MODEL_UNKNOWN : i->date_prec <= WEEK ? 1 : 2);
	csv_int(r, i->date_prec);
	csv_text(r, midnight(x, start));
	csv_text(r, midnight(x, i->date_end.len ? i->date_end : start));
}

/* Of whom the dead are the text tells only where civilians alone are the target. */
static void put_deaths(const struct model_incident *i, const struct side *b, struct csv_row *r)
{
	int64_t best = best_of(i);
	int64_t low = i->fatalities_low != MODEL_UNKNOWN ? i->fatalities_low : best;
	int64_t high = i->fatalities_high != MODEL_UNKNOWN ? i->fatalities_high : best;
	csv_int(r, 0);
	csv_int(r, 0);
	csv_int(r, b->civilians ? best : 0);
	csv_int(r, b->civilians ? 0 : best);
	csv_int(r, best);
	csv_int(r, high < best ? best : high);
	csv_int(r, low);
}

static void row(struct exchange *x, const struct coded *c, struct csv_row *r)
{
	const struct model_incident *i = c->incident;
	struct side a = side_of(&c->actor1);
	struct side b = side_of(&c->actor2);
	bool turned = (b.state && !a.state) || (a.civilians && !b.civilians);
	if (turned) {
		struct side s = a;
		a = b;
		b = s;
	}
	bool seen = sv_eq(i->review_status, SV("confirmed")) || sv_eq(i->review_status, SV("corrected"));
	enum violence v = violence_of(c, &a, &b);
	int64_t year = exchange_year(i->date_start.len ? i->date_start : i->event_date);
	csv_int(r, id_of(i->event_id));
	csv_text(r, arena_printf(&x->scratch, "%s-%lld-%d-%.*s", c->country ? c->country->iso3 : "XXX",
	                         year == MODEL_UNKNOWN ? 0 : (long long)year, (int)v, SV_ARG(i->event_id)));
	csv_int(r, year);
	csv_none(r, 1);
	csv_text(r, seen ? SV("Clear") : SV(""));
	csv_int(r, v == VIOLENCE_UNKNOWN ? MODEL_UNKNOWN : (int64_t)v);
	put_names(x, &a, &b, v, r);
	put_sources(x, i, r);
	put_where(x, c, r);
	put_when(x, i, r);
	put_deaths(i, &b, r);
	csv_int(r, a.gwno);
	csv_int(r, b.gwno);
}

const struct exchange_table exchange_ged = {columns, sizeof columns / sizeof *columns, keep, row};
