#include "event/event.h"
#include "write/exchange_row.h"

enum { COORDINATE_DECIMALS = 4, FEW = 3, DAY_SECONDS = 86400 };

static const char *const columns[] = {
	"event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
	"actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
	"iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
	"source", "source_scale", "notes", "fatalities", "tags", "timestamp"};

static const char *const inter_labels[] = {
	"", "State forces", "Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters",
	"Civilians", "External/Other forces"};

/* The disorder that an event is; a sub-event of its own comes before its event type. */
static struct sv disorder_type(const struct model_incident *i)
{
	static const struct {
		const char *type, *sub_type, *disorder;
	} rows[] = {
		{"Protests", "Excessive force against protesters", "Political violence; Demonstrations"},
		{"Riots", "Mob violence", "Political violence"},
		{"Protests", NULL, "Demonstrations"},
		{"Riots", NULL, "Demonstrations"},
		{"Strategic developments", NULL, "Strategic developments"},
		{"Battles", NULL, "Political violence"},
		{"Explosions/Remote violence", NULL, "Political violence"},
		{"Violence against civilians", NULL, "Political violence"},
	};
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
		if (sv_eq_cstr(i->event_type, rows[k].type) &&
		    (!rows[k].sub_type || sv_eq_cstr(i->sub_event_type, rows[k].sub_type)))
			return sv_cstr(rows[k].disorder);
	return SV("");
}

static bool targets_civilians(const struct coded *c)
{
	const struct model_incident *i = c->incident;
	bool hit = c->actor2.inter == INTER_CIVILIANS;
	return sv_eq(i->event_type, SV("Violence against civilians")) ||
	       sv_eq(i->sub_event_type, SV("Excessive force against protesters")) ||
	       (hit && (sv_eq(i->event_type, SV("Explosions/Remote violence")) || sv_eq(i->event_type, SV("Riots"))));
}

/* Fatalities as ACLED codes vague ones: a word's number, "several" 3. Unknown stays unknown. */
static int64_t fatalities(const struct model_incident *i)
{
	static const struct {
		const char *word;
		int64_t n;
	} rows[] = {
#define X(word, n) {word, n},
#include "write/exchange_vague.def"
#undef X
	};
	if (i->fatalities != MODEL_UNKNOWN || i->fatalities_low == MODEL_UNKNOWN)
		return i->fatalities;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
		if (sv_find(i->casualty_text, sv_cstr(rows[k].word), 0) != SIZE_MAX)
			return rows[k].n;
	return i->fatalities_low > FEW ? i->fatalities_low : FEW;
}

static void put_inter(struct exchange *x, const struct party *p, struct csv_row *r)
{
	if (!x->labels || p->inter == MODEL_UNKNOWN)
		csv_int(r, p->inter);
	else
		csv_text(r, sv_cstr(inter_labels[p->inter]));
}

/* The smaller code first, as a number and as a label; but "External/Other forces-Civilians". One actor: its code and 0,
 * "... only". Empty when a code is unknown. */
static void put_interaction(struct exchange *x, const struct coded *c, struct csv_row *r)
{
	int a = c->actor1.inter;
	int b = c->actor2.inter;
	if (a == MODEL_UNKNOWN || (b == MODEL_UNKNOWN && c->actor2.name.len)) {
		csv_none(r, 1);
		return;
	}
	int low = b == MODEL_UNKNOWN || a < b ? a : b;
	int high = b == MODEL_UNKNOWN ? 0 : a < b ? b : a;
	bool turned = low == INTER_CIVILIANS && high == INTER_OTHER;
	if (!x->labels)
		csv_int(r, high ? low * 10 + high : low * 10);
	else if (!high)
		csv_text(r, arena_printf(&x->scratch, "%s only", inter_labels[low]));
	else
		csv_text(r, arena_printf(&x->scratch, "%s-%s", inter_labels[turned ? high : low],
		                         inter_labels[turned ? low : high]));
}

static void put_what(struct exchange *x, const struct coded *c, struct csv_row *r)
{
	const struct model_incident *i = c->incident;
	csv_text(r, arena_printf(&x->scratch, "%s%.*s", c->country ? c->country->iso3 : "", SV_ARG(i->event_id)));
	csv_text(r, i->event_date);
	csv_int(r, exchange_year(i->event_date));
	csv_int(r, i->time_precision);
	csv_text(r, disorder_type(i));
	csv_text(r, i->event_type);
	csv_text(r, i->sub_event_type);
}

static struct sv involved(struct exchange *x, const struct coded *c, bool civilians, const char *before)
{
	struct sv out = SV("");
	for (size_t k = 0; k < c->n_involved; k++)
		if ((c->involved[k].inter == INTER_CIVILIANS) == civilians)
			out = arena_printf(&x->scratch, "%.*s%s%s%.*s", SV_ARG(out), out.len ? "; " : "", before,
			                   SV_ARG(c->involved[k].name));
	return out;
}

static void put_who(struct exchange *x, const struct coded *c, struct csv_row *r)
{
	csv_text(r, c->actor1.name);
	csv_none(r, 1); /* the text does not tell who stood by it */
	put_inter(x, &c->actor1, r);
	csv_text(r, c->actor2.name);
	csv_text(r, involved(x, c, true, ""));
	put_inter(x, &c->actor2, r);
	put_interaction(x, c, r);
	csv_text(r, targets_civilians(c) ? SV("Civilian targeting") : SV(""));
}

static void put_where(const struct coded *c, struct csv_row *r)
{
	const struct model_incident *i = c->incident;
	csv_int(r, c->country ? c->country->iso : MODEL_UNKNOWN);
	csv_text(r, sv_cstr(c->country ? c->country->acled_region : ""));
	csv_text(r, sv_cstr(c->country ? c->country->acled : ""));
	csv_text(r, c->admin ? sv_cstr(c->admin->acled) : c->country && i->admin1.len ? SV("") : i->admin1);
	csv_text(r, c->admin2);
	csv_text(r, c->admin3);
	csv_text(r, i->location.len ? i->location : i->location_ar);
	if (i->has_point) {
		csv_number(r, i->point.lat_deg, COORDINATE_DECIMALS);
		csv_number(r, i->point.lon_deg, COORDINATE_DECIMALS);
	} else {
		csv_none(r, 2);
	}
	csv_int(r, i->geo_precision);
}

static bool among(const struct sv *items, size_t n, struct sv s)
{
	for (size_t i = 0; i < n; i++)
		if (sv_eq(items[i], s))
			return true;
	return false;
}

static struct sv outlets(struct exchange *x, const struct model_incident *i)
{
	struct sv *names = ARENA_ARRAY(&x->scratch, struct sv, i->n_sources);
	size_t n = 0;
	for (size_t k = 0; k < i->n_sources; k++) {
		struct sv name = exchange_outlet(x, i->sources[k]);
		if (!among(names, n, name))
			names[n++] = name;
	}
	return arena_join(&x->scratch, names, n, SV("; "));
}

static int64_t timestamp(struct sv day)
{
	struct date d;
	return day.len && date_parse_iso(day, &d) ? date_to_days(d) * DAY_SECONDS : MODEL_UNKNOWN;
}

static void row(struct exchange *x, const struct coded *c, struct csv_row *r)
{
	const struct model_incident *i = c->incident;
	struct sv others = involved(x, c, false, "involved=");
	put_what(x, c, r);
	put_who(x, c, r);
	put_where(c, r);
	csv_text(r, outlets(x, i));
	csv_none(r, 1);
	csv_text(r, i->evidence);
	csv_int(r, fatalities(i));
	csv_text(r, arena_printf(&x->scratch, "%s%s%.*s", i->background ? "background" : "",
	                         i->background && others.len ? "; " : "", SV_ARG(others)));
	csv_int(r, timestamp(x->model->data_day));
}

static bool keep(const struct coded *c)
{
	return c->incident->event_id.len > 0;
}

const struct exchange_table exchange_acled = {columns, sizeof columns / sizeof *columns, keep, row};
