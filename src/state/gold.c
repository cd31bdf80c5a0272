#include "state/gold.h"

#include "state/articles.h"
#include "state/review.h"

#include "base/file.h"
#include "base/log.h"
#include "result/json_out.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>

enum { GOLD_MAX = 1 << 28 };
static const double least_tolerance_km = 3;

struct writing {
	struct state *state;
	const struct gazetteer *gazetteer;
	const char *folder;
	struct arena arena;
	struct review review;
	struct buf out, metadata;
	json_t *root; /* the result at work */
	char *line;
	FILE *results;
	size_t n;
};

static struct sv text_of(const json_t *o, const char *key)
{
	const json_t *v = json_object_get(o, key);
	return json_is_string(v) ? sv_make(json_string_value(v), json_string_length(v)) : (struct sv){"", 0};
}

static bool has_doc(const struct writing *w, struct sv doc_id)
{
	for (size_t i = 0; i < w->review.n; i++)
		if (w->review.items[i].layer == REVIEW_MENTION && sv_eq(w->review.items[i].anchors[0].doc_id, doc_id))
			return true;
	return false;
}

static const struct correction *correction_of(const struct writing *w, struct sv doc_id, json_int_t start, json_int_t end)
{
	for (size_t i = 0; i < w->review.n; i++) {
		const struct correction *c = &w->review.items[i];
		const struct review_anchor *a = &c->anchors[0];
		if (c->layer == REVIEW_MENTION && sv_eq(a->doc_id, doc_id) && a->first < end && start < a->last)
			return c;
	}
	return NULL;
}

struct spot {
	bool known;
	struct lonlat point;
	double radius_km;
	struct sv name;
};

static void spot_of_place(const struct gazetteer *g, struct sv id, struct spot *s)
{
	int32_t index = g && id.len ? gazetteer_by_id(g, id) : PLACE_NONE;
	if (index == PLACE_NONE)
		return;
	const struct place *p = gazetteer_place(g, (size_t)index);
	s->known = p->has_point;
	s->point = p->point;
	s->radius_km = p->radius_km;
	s->name = p->name_ar;
}

static struct spot spot_of(const struct writing *w, const json_t *m, const struct correction *c)
{
	struct spot s = {.known = false, .name = text_of(m, "name_ar")};
	struct sv status = c ? review_status(c->fields) : SV("");
	if (!c)
		return s;
	bool corrected = sv_eq(status, SV("corrected"));
	spot_of_place(w->gazetteer, corrected && c->fields[REVIEW_PLACE_ID].len ? c->fields[REVIEW_PLACE_ID]
	                                                                        : text_of(m, "place_id"), &s);
	if (corrected && !c->fields[REVIEW_PLACE_ID].len)
		s.known = false; /* the program's own place is the wrong one */
	if (corrected && c->fields[REVIEW_PLACE].len)
		s.name = c->fields[REVIEW_PLACE];
	if (corrected && sv_to_double(c->fields[REVIEW_LAT], &s.point.lat_deg) &&
	    sv_to_double(c->fields[REVIEW_LON], &s.point.lon_deg))
		s.known = true;
	return s;
}

/* How often the same words stood before it. */
static json_int_t occurrence(const json_t *mentions, size_t at)
{
	json_int_t n = 1;
	struct sv surface = text_of(json_array_get(mentions, at), "surface");
	for (size_t i = 0; i < at; i++)
		n += sv_eq(text_of(json_array_get(mentions, i), "surface"), surface);
	return n;
}

static void put_toponym(struct writing *w, const json_t *mentions, size_t at, const struct correction *c)
{
	const json_t *m = json_array_get(mentions, at);
	struct spot s = spot_of(w, m, c);
	struct buf *b = &w->out;
	json_item(b);
	buf_append(b, SV("\n  {"));
	json_text_field(b, "surface", text_of(m, "surface"));
	json_int_field(b, "occurrence", occurrence(mentions, at));
	json_int_field(b, "start", json_integer_value(json_object_get(m, "start")));
	json_int_field(b, "end", json_integer_value(json_object_get(m, "end")));
	json_text_field(b, "canonical_ar", s.name);
	json_text_field(b, "type", text_of(m, "kind"));
	json_text_field(b, "role", text_of(m, "role"));
	json_number_field(b, "lat", s.known ? s.point.lat_deg : NAN, 6);
	json_number_field(b, "lon", s.known ? s.point.lon_deg : NAN, 6);
	json_number_field(b, "tol_km", s.known ? fmax(least_tolerance_km, s.radius_km) : NAN, 1);
	json_bool_field(b, "reviewed", c != NULL);
	buf_append_char(b, '}');
}

static void put_gold(struct writing *w, struct sv doc_id)
{
	const json_t *mentions = json_object_get(w->root, "mentions");
	struct buf *b = &w->out;
	buf_clear(b);
	buf_append_char(b, '{');
	json_text_field(b, "doc", doc_id);
	json_text_field(b, "published", text_of(w->root, "published"));
	json_text_field(b, "text_day", text_of(w->root, "text_day"));
	for (int rejected = 0; rejected < 2; rejected++) {
		json_key(b, rejected ? "non_toponyms" : "toponyms");
		buf_append_char(b, '[');
		for (size_t i = 0; i < json_array_size(mentions); i++) {
			const json_t *m = json_array_get(mentions, i);
			const struct correction *c = correction_of(w, doc_id, json_integer_value(json_object_get(m, "start")),
			                                           json_integer_value(json_object_get(m, "end")));
			bool is_none = c && sv_eq(review_status(c->fields), SV("rejected"));
			if (is_none == (rejected != 0))
				put_toponym(w, mentions, i, c);
		}
		buf_append_char(b, ']');
	}
	buf_append(b, SV("}\n"));
}

/* The article's text; ERR_DATA when the store has none. */
static enum err put_text(struct writing *w, struct sv doc_id, const char *path, struct error *e)
{
	struct state_texts *texts = NULL;
	struct article_unit unit = {.code = OK};
	struct article article;
	const struct article_options options = {.any_language = true};
	bool more = false;
	enum err result = state_texts_open(w->state, doc_id, &texts, e);
	const struct pipeline_source *source = result == OK ? state_texts_source(texts) : NULL;
	if (result == OK)
		result = source->next(source->user, &unit, &more, e);
	if (result == OK && !more)
		result = error_set(e, ERR_DATA, "the state store has no text of article %.*s", SV_ARG(doc_id));
	if (result == OK)
		result = source->decode(&w->arena, &unit, &options, &article, e);
	if (result == OK)
		result = file_write(path, article.as_read, e);
	article_unit_release(&unit);
	state_texts_close(texts);
	return result;
}

static enum err put_article(struct writing *w, struct error *e)
{
	struct sv doc_id = arena_sv(&w->arena, text_of(w->root, "doc_id"));
	struct error why;
	struct sv text = arena_printf(&w->arena, "%s/texts/%.*s.txt", w->folder, SV_ARG(doc_id));
	struct sv gold = arena_printf(&w->arena, "%s/gold/%.*s.json", w->folder, SV_ARG(doc_id));
	enum err result = put_text(w, doc_id, text.ptr, &why);
	if (result == ERR_DATA) {
		log_write(LOG_WARNING, "%s; left out", why.msg);
		return OK;
	}
	if (result != OK)
		return error_set(e, result, "%s", why.msg);
	put_gold(w, doc_id);
	result = buf_ok(&w->out) ? file_write(gold.ptr, buf_sv(&w->out), e) : buf_fail(&w->out, "an annotated article", "", e);
	buf_printf(&w->metadata, "%.*s.txt\t%.*s\n", SV_ARG(doc_id), SV_ARG(text_of(w->root, "published")));
	w->n++;
	return result;
}

static enum err put_all(struct writing *w, const char *results, struct error *e)
{
	size_t cap = 0;
	ssize_t n;
	jmp_buf escape;
	if (setjmp(escape))
		return error_set(e, ERR_NOMEM, "no memory for the annotated articles");
	w->arena.escape = &escape;
	struct sv last = {"", 0};
	const struct sv folders[] = {arena_printf(&w->arena, "%s/texts", w->folder),
	                             arena_printf(&w->arena, "%s/gold", w->folder)};
	enum err result = review_load(w->state, &w->arena, &w->review, e);
	for (size_t i = 0; i < 2 && result == OK; i++)
		result = dir_make(folders[i].ptr, e);
	w->results = fopen(results, "rb");
	if (result == OK && !w->results)
		result = error_errno(e, ERR_IO, "cannot open '%s'", results);
	while (result == OK && (n = getline(&w->line, &cap, w->results)) > 0) {
		size_t at = sv_find(sv_take(sv_make(w->line, (size_t)n), 64), SV("\"doc_id\":\""), 0);
		struct sv doc_id = at == SIZE_MAX ? SV("") : sv_take(sv_skip(sv_make(w->line, (size_t)n), at + 10), 16);
		if (!has_doc(w, doc_id) || sv_eq(doc_id, last))
			continue;
		last = arena_sv(&w->arena, doc_id);
		w->root = json_loadb(w->line, (size_t)n, 0, NULL);
		result = w->root ? put_article(w, e) : error_set(e, ERR_DATA, "'%s' is damaged", results);
		json_decref(w->root);
		w->root = NULL;
	}
	if (result == OK && !buf_ok(&w->metadata))
		result = buf_fail(&w->metadata, "the table of metadata", "", e);
	if (result == OK)
		result = file_write(arena_printf(&w->arena, "%s/metadata.tsv", w->folder).ptr, buf_sv(&w->metadata), e);
	return result;
}

enum err gold_write(struct state *s, const struct gazetteer *g, const char *results, const char *folder, size_t *n,
                    struct error *e)
{
	struct writing *w = calloc(1, sizeof *w);
	if (!w)
		return error_set(e, ERR_NOMEM, "out of memory");
	w->state = s;
	w->gazetteer = g;
	w->folder = folder;
	arena_init(&w->arena, 0);
	buf_init(&w->out, GOLD_MAX);
	buf_init(&w->metadata, GOLD_MAX);
	buf_append(&w->metadata, SV("source\tpublished\n"));
	enum err result = put_all(w, results, e);
	*n = w->n;
	json_decref(w->root);
	free(w->line);
	if (w->results)
		fclose(w->results);
	buf_release(&w->out);
	buf_release(&w->metadata);
	arena_release(&w->arena);
	free(w);
	return result;
}
