/* Title, subtitle and notes of a report map. */
#include "write/poster_plan.h"
#include "write/symbol.h"

#include <math.h>
#include <stdlib.h>

enum { TITLE_GOVERNORATES = 3 };

/* Governorates of the incidents, each with its number. */
struct tally {
	struct sv name;
	size_t n, first;
};

static int most_first(const void *a, const void *b)
{
	const struct tally *p = a;
	const struct tally *q = b;
	if (p->n != q->n)
		return p->n > q->n ? -1 : 1;
	return p->first < q->first ? -1 : p->first > q->first;
}

static void tally_add(struct tally *tallies, size_t *n, struct sv name)
{
	size_t i = 0;
	if (name.len == 0)
		return;
	while (i < *n && !sv_eq(tallies[i].name, name))
		i++;
	if (i == *n) {
		tallies[i] = (struct tally){.name = name, .first = i};
		++*n;
	}
	tallies[i].n++;
}

struct sv poster_area_name(const struct poster_plan *p, struct sv name_ar)
{
	for (size_t i = 0; !p->rtl && i < gazetteer_count(p->gazetteer); i++) {
		const struct place *a = gazetteer_place(p->gazetteer, i);
		bool area = a->kind == KIND_COUNTRY || a->kind == KIND_GOVERNORATE;
		if (area && a->name_en.len && sv_eq(a->name_ar, name_ar))
			return basemap_short_name(a->name_en);
	}
	return name_ar;
}

/* "Reported security incidents: Deir ez-Zor, Raqqa": the governorates with most of them. */
static void make_title(struct poster_plan *p)
{
	const struct model *m = p->model;
	struct tally *tallies = ARENA_ARRAY(p->arena, struct tally, m->n_incidents + m->n_places + 1);
	struct sv names[TITLE_GOVERNORATES];
	size_t n = 0;
	if (p->spec->title) {
		p->title = sv_cstr(p->spec->title);
		return;
	}
	for (size_t i = 0; i < m->n_incidents; i++) {
		if (!m->incidents[i].background)
			tally_add(tallies, &n, m->incidents[i].admin1);
	}
	for (size_t i = 0; m->n_incidents == 0 && i < m->n_places; i++)
		tally_add(tallies, &n, m->places[i].admin1);
	if (n)
		qsort(tallies, n, sizeof *tallies, most_first);
	size_t shown = n < TITLE_GOVERNORATES ? n : TITLE_GOVERNORATES;
	for (size_t i = 0; i < shown; i++)
		names[i] = poster_area_name(p, tallies[i].name);
	const char *theme = poster_text(p, m->n_incidents ? TEXT_TITLE : TEXT_TITLE_PLACES);
	struct sv where = arena_join(p->arena, names, shown, sv_cstr(poster_text(p, TEXT_LIST_SEPARATOR)));
	if (n > shown)
		where = arena_printf(p->arena, "%.*s %s", SV_ARG(where), poster_text(p, TEXT_AND_OTHERS));
	p->title = shown ? arena_printf(p->arena, "%s: %.*s", theme, SV_ARG(where)) : sv_cstr(theme);
}

struct sv poster_date(const struct poster_plan *p, struct sv iso, bool with_year)
{
	int64_t year, month, day;
	if (iso.len < 10 || !sv_to_int(sv_take(iso, 4), &year) || !sv_to_int(sv_take(sv_skip(iso, 5), 2), &month) ||
		!sv_to_int(sv_take(sv_skip(iso, 8), 2), &day) || month < 1 || month > THEME_MONTHS)
		return iso;
	const char *name = p->theme->months[p->lang][month - 1];
	return with_year ? arena_printf(p->arena, "%d %s %d", (int)day, name, (int)year)
	                 : arena_printf(p->arena, "%d %s", (int)day, name);
}

static void span_widen(struct sv *first, struct sv *last, struct sv from, struct sv to)
{
	if (from.len && (first->len == 0 || sv_cmp(from, *first) < 0))
		*first = from;
	if (to.len && (last->len == 0 || sv_cmp(to, *last) > 0))
		*last = to;
}

static struct sv period_text(const struct poster_plan *p)
{
	struct sv first = {"", 0};
	struct sv last = {"", 0};
	for (size_t i = 0; i < p->model->n_incidents; i++) {
		const struct model_incident *in = &p->model->incidents[i];
		struct sv to = in->date_end.len ? in->date_end : in->event_date;
		if (!in->background)
			span_widen(&first, &last, in->date_start.len ? in->date_start : in->event_date, to);
	}
	if (first.len == 0)
		return sv_cstr(poster_text(p, TEXT_DATE_UNKNOWN));
	if (sv_eq(first, last))
		return poster_date(p, first, true);
	return arena_printf(p->arena, "%.*s %s %.*s", SV_ARG(poster_date(p, first, true)),
				poster_text(p, TEXT_PERIOD_TO), SV_ARG(poster_date(p, last, true)));
}

/* Facts "name: value" in one line. */
struct facts {
	struct arena *arena;
	struct sv items[8];
	size_t n;
};

static void fact_number(struct facts *f, const char *name, int64_t value)
{
	if (value > 0)
		f->items[f->n++] = arena_printf(f->arena, "%s: %lld", name, (long long)value);
}

static void make_subtitle(struct poster_plan *p)
{
	struct facts f = {.arena = p->arena};
	int64_t incidents = 0;
	int64_t fatalities = 0;
	int64_t injuries = 0;
	int64_t nowhere = 0;
	for (size_t i = 0; i < p->model->n_incidents; i++) {
		const struct model_incident *in = &p->model->incidents[i];
		if (in->background)
			continue;
		incidents++;
		nowhere += !in->has_point;
		fatalities += in->fatalities > 0 ? in->fatalities : 0;
		injuries += in->injuries > 0 ? in->injuries : 0;
	}
	if (p->model->n_incidents)
		f.items[f.n++] =
			arena_printf(p->arena, "%s: %.*s", poster_text(p, TEXT_PERIOD), SV_ARG(period_text(p)));
	else
		f.items[f.n++] = sv_cstr(poster_text(p, p->picture.n_places ? TEXT_NO_INCIDENTS : TEXT_NOTHING));
	fact_number(&f, poster_text(p, TEXT_INCIDENTS), incidents);
	fact_number(&f, poster_text(p, TEXT_FATALITIES), fatalities);
	fact_number(&f, poster_text(p, TEXT_INJURIES), injuries);
	fact_number(&f, poster_text(p, TEXT_NO_POINT), nowhere);
	fact_number(&f, poster_text(p, TEXT_ARTICLES), (int64_t)p->model->n_articles);
	struct sv line = arena_join(p->arena, f.items, f.n, SV("   |   "));
	p->subtitle = digits_localise(p->arena, p->theme, p->lang, line);
}

/* What a reader must know before trusting the map, in two lines of small print. */
static void make_notes(struct poster_plan *p)
{
	struct arena *a = p->arena;
	struct sv latest = {"", 0};
	for (size_t i = 0; i < p->model->n_mentions; i++) {
		struct sv day = sv_take(p->model->mentions[i].published, 10);
		if (sv_cmp(day, latest) > 0)
			latest = day;
	}
	struct facts f = {.arena = a};
	f.items[f.n++] = arena_printf(a, "%s: %s (%zu)", poster_text(p, TEXT_SOURCES),
				      poster_text(p, TEXT_SOURCES_TEXT), p->model->n_articles);
	if (latest.len)
		f.items[f.n++] =
			arena_printf(a, "%s: %.*s", poster_text(p, TEXT_CUTOFF), SV_ARG(poster_date(p, latest, true)));
	if (p->spec->produced)
		f.items[f.n++] = arena_printf(a, "%s: %.*s", poster_text(p, TEXT_PRODUCED),
		                              SV_ARG(poster_date(p, sv_cstr(p->spec->produced), true)));
	f.items[f.n++] = sv_cstr(poster_text(p, TEXT_BASE_DATA));
	f.items[f.n++] = sv_cstr(poster_text(p, TEXT_CRS));
	f.items[f.n++] = sv_cstr(poster_text(p, TEXT_MADE_WITH));
	struct sv first = arena_join(a, f.items, f.n, SV("  |  "));
	struct sv text =
		arena_printf(a, "%s %s %s\n%.*s", poster_text(p, TEXT_UNVERIFIED), poster_text(p, TEXT_PRECISION_NOTE),
			 poster_text(p, TEXT_DISCLAIMER), SV_ARG(first));
	p->notes = digits_localise(a, p->theme, p->lang, text);
}

/* "Scale 1:1,500,000 (A4)" */
static void make_ratio(struct poster_plan *p)
{
	long long d = llround(p->frame.denominator);
	struct sv number = d >= 1000000
			       ? arena_printf(p->arena, "1:%lld,%03lld,%03lld", d / 1000000, d / 1000 % 1000, d % 1000)
			       : arena_printf(p->arena, "1:%lld,%03lld", d / 1000, d % 1000);
	struct sv text = arena_printf(p->arena, "%s %.*s (%s)", poster_text(p, TEXT_SCALE), SV_ARG(number),
	                              p->spec->paper.name ? p->spec->paper.name : "A4");
	p->ratio = digits_localise(p->arena, p->theme, p->lang, text);
}

void poster_plan_texts(struct poster_plan *p)
{
	make_title(p);
	p->title_text = arena_sv(p->arena, p->title).ptr;
	make_subtitle(p);
	make_notes(p);
	make_ratio(p);
}
