#include "write/exchange_row.h"

#include "write/json_out.h"

#include <assert.h>
#include <math.h>

static const struct exchange_country countries[] = {
#define X(ar, acled, ucdp, iso, iso3, gwno, acled_region, ucdp_region)                                                 \
	{ar, acled, ucdp, iso, iso3, gwno, acled_region, ucdp_region},
#include "write/exchange_country.def"
#undef X
};

static const struct exchange_admin admins[] = {
#define X(ar, acled, ucdp, country) {ar, acled, ucdp, country},
#include "write/exchange_admin.def"
#undef X
};

static const struct {
	const char *name, *file;
	const struct exchange_table *table;
	bool labels;
} formats[EXCHANGE_COUNT] = {
	[EXCHANGE_ACLED] = {"acled", "acled.csv", &exchange_acled, false},
	[EXCHANGE_ACLED_LABELS] = {"acled-labels", "acled_labels.csv", &exchange_acled, true},
	[EXCHANGE_GED] = {"ged", "ged.csv", &exchange_ged, false},
};

const char *exchange_file(enum exchange_format f)
{
	return formats[f].file;
}

enum err exchange_parse(struct sv list, unsigned *out, struct error *e)
{
	struct sv name;
	*out = 0;
	while (sv_split(&list, ',', &name)) {
		unsigned f = 0;
		name = sv_trim(name);
		while (f < EXCHANGE_COUNT && !sv_eq_cstr(name, formats[f].name))
			f++;
		if (f == EXCHANGE_COUNT)
			return error_set(e, ERR_USAGE, "'%.*s' is no exchange format; known are acled, acled-labels, ged",
			                 SV_ARG(name));
		*out |= 1u << f;
	}
	return OK;
}

int exchange_priogrid(struct lonlat p)
{
	int column = (int)floor((p.lon_deg + 180) * 2);
	int row = (int)floor((p.lat_deg + 90) * 2);
	column = column > 719 ? 719 : column < 0 ? 0 : column;
	row = row > 359 ? 359 : row < 0 ? 0 : row;
	return row * 720 + column + 1;
}

int64_t exchange_year(struct sv date)
{
	int64_t year;
	return date.len >= 4 && sv_to_int(sv_take(date, 4), &year) ? year : MODEL_UNKNOWN;
}

const struct model_article *exchange_article(struct exchange *x, struct sv source)
{
	size_t at = source.len ? *intern_value(&x->by_source, source.ptr, source.len) : 0;
	return at ? &x->model->articles[at - 1] : NULL;
}

struct sv exchange_outlet(struct exchange *x, struct sv source)
{
	const struct model_article *a = exchange_article(x, source);
	return a && a->outlet.len ? a->outlet : source;
}

static const struct exchange_country *country_called(struct sv name_ar)
{
	for (size_t i = 0; i < sizeof countries / sizeof *countries; i++)
		if (sv_eq_cstr(name_ar, countries[i].name_ar))
			return &countries[i];
	return NULL;
}

/* The governorate's country; else the governorate or the place is a country itself. */
static void code_country(struct coded *c)
{
	const struct model_incident *i = c->incident;
	for (size_t k = 0; k < sizeof admins / sizeof *admins && !c->admin; k++)
		if (sv_eq_cstr(i->admin1, admins[k].name_ar))
			c->admin = &admins[k];
	c->country = country_called(c->admin ? sv_cstr(c->admin->country_ar) : i->admin1);
	if (!c->country && !i->admin1.len)
		c->country = country_called(i->location_ar);
}

/* "Abu Kamal District" is Abu Kamal. */
static struct sv district_name(const struct gazetteer *g, int32_t index, struct sv name_ar)
{
	if (index == PLACE_NONE)
		return name_ar;
	struct sv name = gazetteer_place(g, (size_t)index)->name_en;
	static const char *const kinds[] = {" District", " Subdistrict", " Nahiyah"};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (sv_ends(name, sv_cstr(kinds[i])))
			name.len -= strlen(kinds[i]);
	return name.len ? name : name_ar;
}

static void code_districts(const struct exchange *x, struct coded *c)
{
	const struct model_incident *i = c->incident;
	int32_t index = x->gazetteer && i->place_id.len ? gazetteer_by_id(x->gazetteer, i->place_id) : PLACE_NONE;
	const struct place *p = index == PLACE_NONE ? NULL : gazetteer_place(x->gazetteer, (size_t)index);
	c->admin2 = i->admin2.len ? district_name(x->gazetteer, p ? p->admin2_place : PLACE_NONE, i->admin2) : SV("");
	c->admin3 = i->admin3.len ? district_name(x->gazetteer, p ? p->admin3_place : PLACE_NONE, i->admin3) : SV("");
}

static struct party party_called(const struct model_incident *i, struct sv name)
{
	struct party p = {name, MODEL_UNKNOWN};
	for (size_t k = 0; k < i->n_actors && name.len; k++)
		if (sv_eq(i->actors[k], name))
			p.inter = i->actor_inter ? i->actor_inter[k] : MODEL_UNKNOWN;
	return p;
}

/* Where the grammar does not tell who did it and to whom: in a clash the order says nothing, whoever else acts there
 * is the one side; civilians are the target; more is not known. */
static void code_parties(struct exchange *x, struct coded *c)
{
	const struct model_incident *i = c->incident;
	bool battle = sv_eq(i->event_type, SV("Battles"));
	bool crowd = sv_eq(i->event_type, SV("Protests")) || sv_eq(i->event_type, SV("Riots"));
	bool one_acts = battle || crowd || sv_eq(i->event_type, SV("Strategic developments"));
	c->actor1 = party_called(i, i->actor1);
	c->actor2 = party_called(i, i->actor2);
	c->involved = ARENA_ARRAY(&x->scratch, struct party, i->n_actors);
	for (size_t k = 0; k < i->n_actors; k++) {
		struct party p = party_called(i, i->actors[k]);
		if (sv_eq(p.name, i->actor1) || sv_eq(p.name, i->actor2))
			continue;
		bool civilians = p.inter == INTER_CIVILIANS && !crowd;
		if (!c->actor1.name.len && one_acts && !civilians)
			c->actor1 = p;
		else if (!c->actor2.name.len && (battle || civilians))
			c->actor2 = p;
		else
			c->involved[c->n_involved++] = p;
	}
}

static void put_header(struct buf *b, const struct exchange_table *t)
{
	struct csv_row r = {.out = b};
	for (size_t i = 0; i < t->n_columns; i++)
		csv_text(&r, sv_cstr(t->columns[i]));
	csv_end(&r);
}

static void put_rows(struct exchange *x, const struct exchange_table *t, struct json_out *o)
{
	put_header(&o->buf, t);
	for (size_t k = 0; k < x->model->n_incidents; k++) {
		const struct model_incident *incident = &x->model->incidents[k];
		struct coded c = {.incident = incident};
		if (sv_eq(incident->review_status, SV("rejected")))
			continue;
		arena_reset(&x->scratch);
		code_country(&c);
		code_districts(x, &c);
		code_parties(x, &c);
		if (!t->keep(&c))
			continue;
		struct csv_row r = {.out = &o->buf};
		t->row(x, &c, &r);
		assert(r.n == t->n_columns);
		csv_end(&r);
		json_out_flush(o);
	}
}

/* In a function of its own: the arenas' escape comes back here. */
static enum err put_table(struct exchange *x, const struct exchange_table *t, struct json_out *o, struct error *e)
{
	jmp_buf escape;
	if (setjmp(escape))
		return error_set(e, ERR_NOMEM, "no memory for the exchange table");
	x->arena.escape = x->scratch.escape = &escape;
	for (size_t i = 0; i < x->model->n_articles; i++) {
		struct sv source = x->model->articles[i].source;
		if (source.len)
			*intern_value(&x->by_source, source.ptr, source.len) = i + 1;
	}
	put_rows(x, t, o);
	return OK;
}

enum err exchange_write(enum exchange_format f, const struct model *m, const struct gazetteer *g, const char *path,
			struct error *e)
{
	struct exchange x = {.model = m, .gazetteer = g, .labels = formats[f].labels};
	struct json_out o = {0};
	arena_init(&x.arena, 0);
	arena_init(&x.scratch, 0);
	x.by_source.arena = &x.arena;
	enum err result = json_out_open(&o, path, e);
	if (result == OK) {
		result = put_table(&x, formats[f].table, &o, e);
		o.failed = o.failed || result != OK;
		enum err closed = json_out_close(&o, result == OK ? e : NULL);
		result = result == OK ? closed : result;
	}
	arena_release(&x.scratch);
	arena_release(&x.arena);
	return result;
}
