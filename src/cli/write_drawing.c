#include "cli/write_drawing.h"

#include "base/file.h"
#include "base/log.h"
#include "event/event.h"
#include "gazetteer/lookup.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define RESULTS "results.ndjson"

static enum err open_review(struct drawing *d, const char *folder, struct error *e)
{
	char *path = path_join(folder, STATE_NAME);
	enum err result = path ? OK : error_set(e, ERR_NOMEM, "no memory");
	if (result == OK && access(path, F_OK) == 0)
		result = state_open_plain(path, &d->review.state, e);
	d->review.gazetteer = d->gazetteer;
	d->review.only_look = true;
	free(path);
	return result;
}

bool bounds_parse(const char *s, double out[4])
{
	struct sv rest = sv_cstr(s), field;
	for (size_t i = 0; i < 4; i++)
		if (!sv_split(&rest, ',', &field) || !sv_to_double(sv_trim(field), &out[i]))
			return false;
	return !rest.ptr && out[0] < out[2] && out[1] < out[3] && out[0] >= -180.0 && out[2] <= 180.0;
}

/* "50km", "50 km" or "50", in metres. */
static bool distance_parse(const char *s, double *out)
{
	struct sv text = sv_trim(sv_cstr(s));
	if (sv_ends(text, SV("km")))
		text = sv_trim(sv_take(text, text.len - 2));
	if (!sv_to_double(text, out) || *out <= 0.0)
		return false;
	*out *= 1000.0;
	return true;
}

static bool day_ok(const char *s)
{
	struct date d;
	return !s || (strlen(s) == 10 && date_parse_iso(sv_cstr(s), &d));
}

bool filter_check(const struct filter_options *o, const char **complaint)
{
	double unused[4];
	*complaint = !day_ok(o->from)                              ? "'--from' takes a day, YYYY-MM-DD"
	             : !day_ok(o->to)                              ? "'--to' takes a day, YYYY-MM-DD"
	             : o->from && o->to && strcmp(o->from, o->to) > 0 ? "'--from' lies after '--to'"
	             : o->bbox && !bounds_parse(o->bbox, unused)    ? "'--bbox' takes west,south,east,north in degrees"
	             : o->within && !o->near                        ? "'--within' goes with '--near PLACE'"
	             : o->within && !distance_parse(o->within, unused) ? "'--within' takes kilometres: 50km"
	                                                            : NULL;
	return !*complaint;
}

/* The place that a name means: the best match that has what is asked for. */
static const struct place *find_place(struct drawing *d, const char *name, bool area)
{
	struct gazetteer_match *matches;
	size_t n = gazetteer_lookup(&d->arena, d->gazetteer, sv_cstr(name), NULL, 0, &matches);
	for (size_t i = 0; i < n; i++) {
		const struct place *p = gazetteer_place(d->gazetteer, (size_t)matches[i].place);
		bool unit = p->kind == KIND_GOVERNORATE || p->kind == KIND_DISTRICT || p->kind == KIND_SUBDISTRICT;
		if (area ? unit : p->has_point)
			return p;
	}
	return NULL;
}

static enum err make_filter(struct drawing *d, const struct filter_options *o, struct model_filter *f, struct error *e)
{
	static const double usual_m = 25000.0;
	double b[4];
	*f = (struct model_filter){.from = sv_cstr(o->from), .to = sv_cstr(o->to), .types = sv_cstr(o->type),
	                           .no_background = o->no_background, .within_m = usual_m};
	if (o->bbox && bounds_parse(o->bbox, b)) {
		f->has_bounds = true;
		f->west = b[0];
		f->south = b[1];
		f->east = b[2];
		f->north = b[3];
	}
	if (o->within)
		(void)distance_parse(o->within, &f->within_m);
	const struct place *near = o->near ? find_place(d, o->near, false) : NULL;
	const struct place *admin = o->admin ? find_place(d, o->admin, true) : NULL;
	if (o->near && !near)
		return error_set(e, ERR_USAGE, "'--near': the gazetteer knows no place '%s'; try 'kharita lookup'", o->near);
	if (o->admin && !admin)
		return error_set(e, ERR_USAGE, "'--admin': the gazetteer knows no governorate, district or subdistrict '%s'", o->admin);
	f->has_near = near;
	f->near = near ? near->point : f->near;
	f->admin = admin ? admin->name_ar : f->admin;
	return OK;
}

/* In a function of its own: the arena's escape comes back here. */
static enum err apply_filter(struct drawing *d, const struct filter_options *o, struct error *e)
{
	jmp_buf escape;
	struct model_filter f;
	if (setjmp(escape))
		return error_set(e, ERR_NOMEM, "no memory");
	d->arena.escape = &escape;
	enum err result = make_filter(d, o, &f, e);
	if (result == OK)
		d->drawn = model_filter_apply(&d->arena, &d->drawn, &f);
	d->arena.escape = NULL;
	if (result == OK && !model_filter_is_open(&f))
		log_write(LOG_INFO, "%zu of %zu incidents are drawn", d->drawn.n_incidents, d->model.n_incidents);
	return result;
}

enum err drawing_open(struct drawing *d, const char *gazetteer, const char *layers, const struct filter_options *filter,
                      struct error *e)
{
	const struct model_options options = {.review = review_apply, .user = &d->review};
	struct stat st;
	char *inside = NULL;
	size_t n_bad = 0;
	bool folder = stat(layers, &st) == 0 && S_ISDIR(st.st_mode);
	arena_init(&d->arena, 0);
	enum err result = theme_open(NULL, &d->theme, e);
	if (result == OK)
		result = gazetteer_open(gazetteer, &d->gazetteer, e);
	if (result == OK && folder)
		result = open_review(d, layers, e);
	if (result == OK && folder && !(inside = path_join(layers, RESULTS)))
		result = error_set(e, ERR_NOMEM, "no memory");
	const char *path = inside ? inside : layers;
	if (result == OK)
		result = model_read(&path, 1, &options, &d->model, &n_bad, e);
	if (result == OK && n_bad)
		log_write(LOG_WARNING, "skipped %zu damaged lines; the first: %s", n_bad, e->msg);
	free(inside);
	if (result == OK)
		d->drawn = review_drawn(&d->arena, &d->model);
	if (result == OK && !d->drawn.incidents)
		result = error_set(e, ERR_NOMEM, "no memory");
	return result == OK && filter ? apply_filter(d, filter, e) : result;
}

void drawing_close(struct drawing *d)
{
	model_release(&d->model);
	arena_release(&d->arena);
	state_close(d->review.state);
	gazetteer_close(d->gazetteer);
	theme_free(d->theme);
}
