#include "api/kharita.h"

#include "api/locate.h"
#include "article/published.h"
#include "gazetteer/lookup.h"
#include "pipeline/pipeline.h"
#include "result/lookup_json.h"

#include <limits.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Memory of one article at work and of one result, as in the program; what a session keeps of them. */
static const size_t arena_ceiling = (size_t)1 << 30;
static const size_t result_ceiling = (size_t)1 << 30;
static const size_t result_kept = (size_t)1 << 20;
static const size_t default_max_bytes = (size_t)64 << 20;

struct kharita {
	struct engine engine;
	struct article_options article;
	size_t max_bytes;
	char *published;
	char date[32];
	locale_t c_locale; /* numbers are read the same way whatever the program has set */
};

struct kharita_session {
	const struct kharita *kharita;
	struct arena arena, scratch;
	struct buf json;
};

/* The statuses of the interface keep their numbers whatever becomes of the codes within. */
static const struct {
	enum kharita_status status;
	const char *text;
} statuses[] = {
	[OK] = {KHARITA_OK, "done"},
	[ERR_REJECTED] = {KHARITA_REJECTED, "no article"},
	[ERR_USAGE] = {KHARITA_USAGE, "wrong usage"},
	[ERR_IO] = {KHARITA_IO, "a file cannot be read"},
	[ERR_ENV] = {KHARITA_ENVIRONMENT, "the installation lacks something"},
	[ERR_NOMEM] = {KHARITA_NO_MEMORY, "out of memory"},
	[ERR_DATA] = {KHARITA_BAD_DATA, "unusable data"},
	[ERR_LIMIT] = {KHARITA_LIMIT, "a limit was exceeded"},
};
_Static_assert(sizeof statuses / sizeof statuses[0] == ERR_COUNT, "one row per error code");

const char *kharita_version(void)
{
	return KHARITA_VERSION;
}

const char *kharita_status_text(enum kharita_status status)
{
	for (size_t i = 0; i < ERR_COUNT; i++)
		if (statuses[i].status == status)
			return statuses[i].text;
	return "unknown status";
}

/* Hands the outcome to the caller. */
static enum kharita_status tell(enum err code, const struct error *inner, struct kharita_error *e)
{
	if (e) {
		e->status = statuses[code].status;
		snprintf(e->message, sizeof e->message, "%s", code == OK ? "" : inner->msg);
	}
	return statuses[code].status;
}

/* A caller's struct as far as the caller knows it, the rest zero; false when its size is none. */
static bool take_struct(void *out, size_t size, const void *given, size_t least)
{
	size_t known = 0;
	memset(out, 0, size);
	if (!given)
		return false;
	memcpy(&known, given, sizeof known);
	if (known < least)
		return false;
	memcpy(out, given, known < size ? known : size);
	return true;
}

static enum err set_date(struct kharita *k, const char *published, struct error *e)
{
	if (!published || !*published)
		return OK;
	if (!published_is_valid(sv_cstr(published)))
		return error_set(e, ERR_USAGE, "'%s' is no date: give it as 2021-09-18", published);
	size_t size = strlen(published) + 1;
	k->published = malloc(size);
	if (!k->published)
		return error_set(e, ERR_NOMEM, "out of memory");
	memcpy(k->published, published, size);
	k->article.published = k->published;
	return OK;
}

static enum err open_engine(struct kharita *k, const struct kharita_options *o, struct error *e)
{
	char installed[PATH_MAX + 64];
	const char *path = o->gazetteer;
	if (!path && locate_gazetteer(installed, sizeof installed))
		path = installed;
	if (!path)
		path = getenv("KHARITA_GAZETTEER");
	if (!path || !*path)
		return error_set(e, ERR_IO, "cannot find the gazetteer 'kharita.gaz' beside the library: name one in "
		                 "the options or in KHARITA_GAZETTEER");
	locale_t before = uselocale(k->c_locale);
	enum err result = engine_open(path, o->overlays, o->n_overlays, &k->engine, e);
	uselocale(before);
	if (result == OK)
		snprintf(k->date, sizeof k->date, "%.*s", SV_ARG(gazetteer_date(k->engine.gazetteer)));
	return result;
}

static enum err open_all(struct kharita *k, const struct kharita_options *o, struct error *e)
{
	k->max_bytes = o->max_bytes ? o->max_bytes : default_max_bytes;
	k->article.any_language = o->any_language != 0;
	k->c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	if (!k->c_locale)
		return error_set(e, ERR_NOMEM, "out of memory");
	enum err result = set_date(k, o->published, e);
	return result == OK ? open_engine(k, o, e) : result;
}

enum kharita_status kharita_open(const struct kharita_options *given, struct kharita **out, struct kharita_error *e)
{
	struct error inner = {.code = OK};
	struct kharita_options o;
	*out = NULL;
	if (!take_struct(&o, sizeof o, given, sizeof o.struct_size) && given)
		return tell(error_set(&inner, ERR_USAGE, "'struct_size' of the options is not set"), &inner, e);
	if (o.n_overlays && !o.overlays)
		return tell(error_set(&inner, ERR_USAGE, "the options count overlays but name none"), &inner, e);
	struct kharita *k = calloc(1, sizeof *k);
	enum err result = k ? open_all(k, &o, &inner) : error_set(&inner, ERR_NOMEM, "out of memory");
	if (result == OK)
		*out = k;
	else
		kharita_close(k);
	return tell(result, &inner, e);
}

void kharita_close(struct kharita *k)
{
	if (!k)
		return;
	engine_close(&k->engine);
	if (k->c_locale)
		freelocale(k->c_locale);
	free(k->published);
	free(k);
}

const char *kharita_gazetteer_date(const struct kharita *k)
{
	return k->date;
}

enum kharita_status kharita_session_open(const struct kharita *k, struct kharita_session **out, struct kharita_error *e)
{
	struct error inner = {.code = OK};
	*out = calloc(1, sizeof **out);
	if (!*out)
		return tell(error_set(&inner, ERR_NOMEM, "out of memory"), &inner, e);
	(*out)->kharita = k;
	arena_init(&(*out)->arena, arena_ceiling);
	arena_init(&(*out)->scratch, arena_ceiling);
	buf_init(&(*out)->json, result_ceiling);
	return tell(OK, &inner, e);
}

void kharita_session_close(struct kharita_session *s)
{
	if (!s)
		return;
	arena_release(&s->arena);
	arena_release(&s->scratch);
	buf_release(&s->json);
	free(s);
}

/* One call's work: what is asked, in the order of its fields. */
struct task {
	enum err (*run)(struct kharita_session *s, const struct task *t, struct error *e);
	const struct kharita_article *article;
	const char *name;
	const struct lonlat *near; /* of a lookup, or NULL */
	size_t max;
};

static enum err extract(struct kharita_session *s, const struct task *t, struct error *e)
{
	const struct kharita *k = s->kharita;
	const struct kharita_article *given = t->article;
	struct article article;
	struct result result;
	/* Reading changes nothing in the unit. */
	struct article_unit unit = {
		.bytes = (char *)(uintptr_t)given->text,
		.n_bytes = given->n_text,
		.source = (char *)(uintptr_t)(given->source ? given->source : ""),
		.url = (char *)(uintptr_t)given->url,
		.title = (char *)(uintptr_t)given->title,
		.outlet = (char *)(uintptr_t)given->outlet,
		.published = (char *)(uintptr_t)given->published,
		.charset = (char *)(uintptr_t)given->charset,
		.format = given->format == KHARITA_PAGE ? UNIT_PAGE : UNIT_TEXT,
	};
	enum err code = article_decode(&s->arena, &unit, &k->article, &article, e);
	if (code == OK)
		code = engine_run(&k->engine, &s->arena, &article, false, &result, e);
	if (code == OK)
		result_write_json(&s->scratch, &result, &s->json);
	return code;
}

static enum err look_up(struct kharita_session *s, const struct task *t, struct error *e)
{
	const struct gazetteer *g = s->kharita->engine.gazetteer;
	struct gazetteer_match *matches = NULL;
	(void)e;
	size_t n = gazetteer_lookup(&s->arena, g, sv_cstr(t->name), t->near, t->max, &matches);
	lookup_write_json(g, matches, n, t->near != NULL, &s->json);
	return OK;
}

/* Runs a task with the escape of the arenas set: exhausted memory ends the task, not the process. */
static enum err guarded(struct kharita_session *s, const struct task *t, struct error *e)
{
	jmp_buf escape;
	s->arena.escape = &escape;
	s->scratch.escape = &escape;
	if (setjmp(escape) == 0)
		return t->run(s, t, e);
	return error_set(e, ERR_LIMIT, "needs more memory than there is, or more than %zu MiB; split it",
	                 arena_ceiling >> 20);
}

static enum kharita_status run(struct kharita_session *s, const struct task *t, const char **json, size_t *n,
                               struct kharita_error *e)
{
	struct error inner = {.code = OK};
	if (s->json.cap > result_kept)
		buf_release(&s->json);
	buf_clear(&s->json);
	locale_t before = uselocale(s->kharita->c_locale);
	enum err result = guarded(s, t, &inner);
	uselocale(before);
	s->arena.escape = NULL;
	s->scratch.escape = NULL;
	arena_reset(&s->arena);
	arena_reset(&s->scratch);
	buf_append_char(&s->json, '\0');
	if (result == OK && !buf_ok(&s->json))
		result = buf_fail(&s->json, "its result", "", &inner);
	*json = result == OK ? s->json.ptr : NULL;
	*n = result == OK ? s->json.len - 1 : 0;
	return tell(result, &inner, e);
}

static enum err check_article(const struct kharita *k, const struct kharita_article *a, struct error *e)
{
	if (!a->text && a->n_text)
		return error_set(e, ERR_USAGE, "the article has no text");
	if (a->n_text > k->max_bytes)
		return error_set(e, ERR_LIMIT, "larger than %zu bytes", k->max_bytes);
	if (a->published && *a->published && !published_is_valid(sv_cstr(a->published)))
		return error_set(e, ERR_USAGE, "'%s' is no date: give it as 2021-09-18", a->published);
	if (a->format != KHARITA_TEXT && a->format != KHARITA_PAGE)
		return error_set(e, ERR_USAGE, "'%d' is no format", (int)a->format);
	return OK;
}

enum kharita_status kharita_extract(struct kharita_session *s, const struct kharita_article *given, const char **json,
                                    size_t *n, struct kharita_error *e)
{
	struct error inner = {.code = OK};
	struct kharita_article a;
	*json = NULL;
	*n = 0;
	if (!take_struct(&a, sizeof a, given, offsetof(struct kharita_article, source)))
		return tell(error_set(&inner, ERR_USAGE, "'struct_size' of the article is not set"), &inner, e);
	enum err result = check_article(s->kharita, &a, &inner);
	if (result != OK)
		return tell(result, &inner, e);
	const struct task t = {.run = extract, .article = &a};
	return run(s, &t, json, n, e);
}

static enum kharita_status lookup(struct kharita_session *s, struct task t, const char **json, size_t *n,
                                  struct kharita_error *e)
{
	struct error inner = {.code = OK};
	*json = NULL;
	*n = 0;
	if (!t.name || !sv_trim(sv_cstr(t.name)).len)
		return tell(error_set(&inner, ERR_USAGE, "which name? give one"), &inner, e);
	t.run = look_up;
	return run(s, &t, json, n, e);
}

enum kharita_status kharita_lookup(struct kharita_session *s, const char *name, size_t max, const char **json,
                                   size_t *n, struct kharita_error *e)
{
	return lookup(s, (struct task){.name = name, .max = max}, json, n, e);
}

enum kharita_status kharita_lookup_near(struct kharita_session *s, const char *name,
                                        const struct kharita_position *near, size_t max, const char **json, size_t *n,
                                        struct kharita_error *e)
{
	struct error inner = {.code = OK};
	*json = NULL;
	*n = 0;
	if (!near || !(fabs(near->lon_deg) <= 180 && fabs(near->lat_deg) <= 90))
		return tell(error_set(&inner, ERR_USAGE,
		                      "near what? give a longitude of -180 to 180 and a latitude of -90 to 90"),
		            &inner, e);
	const struct lonlat at = {near->lon_deg, near->lat_deg};
	return lookup(s, (struct task){.name = name, .near = &at, .max = max}, json, n, e);
}
