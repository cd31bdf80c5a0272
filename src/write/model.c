#include "article/stream.h"
#include "article/unpack.h"
#include "write/merge.h"
#include "write/model_json.h"
#include "write/model_places.h"

#include <stdio.h>
#include <stdlib.h>

enum { LINE_BYTES_MAX = 256 * 1024 * 1024 }; /* a longer line is no result of one article */

/* What has to be freed when memory runs out on the way: on the heap, so that it survives the jump. */
struct model_reading {
	struct model_builder builder;
	jmp_buf escape;
	struct stream stream;
	size_t n_bad, n_good;
	FILE *copy; /* borrowed; NULL: none */
	struct error first_bad;
};

static void reading_free(struct model_reading *r)
{
	stream_close(&r->stream);
	model_builder_release(&r->builder);
	free(r);
}

static enum err line_take(struct model_reading *r, struct sv line, struct error *e)
{
	struct error why;
	const struct tree *root;
	const struct tree_lift lift = {"extent", model_lift_extent, &r->builder};
	arena_reset(&r->builder.scratch);
	if (tree_parse(&r->builder.scratch, line, &lift, &root, &why) != OK)
		return error_set(e, ERR_DATA, "no JSON: %s", why.msg);
	if (model_is_refusal(root)) {
		r->builder.model->n_refused++;
		return OK;
	}
	bool added;
	enum err result = model_add_result(&r->builder, root, &added, e);
	r->n_good += result == OK;
	if (added && r->copy) {
		fwrite(line.ptr, 1, line.len, r->copy);
		fputc('\n', r->copy);
	}
	return result;
}

static enum err file_take(struct model_reading *r, const char *path, struct error *e)
{
	struct source *source;
	struct error why;
	struct sv line;
	bool more = true;
	enum err result = unpacked_open(path, &source, &why);
	bool opened = result == OK;
	if (opened)
		stream_open(&r->stream, source, LINE_BYTES_MAX);
	for (size_t number = 1; result == OK && more; number++) {
		result = stream_line(&r->stream, &line, &more, &why);
		enum err taken = result;
		if (result == OK && more && sv_trim(line).len)
			taken = line_take(r, line, &why);
		if (taken == OK || (result != OK && result != ERR_LIMIT))
			continue;
		result = OK;
		if (r->n_bad++ == 0)
			error_set(&r->first_bad, ERR_DATA, "'%s' line %zu: %.600s", path, number, why.msg);
	}
	stream_close(&r->stream);
	if (result == OK)
		return OK;
	return error_set(e, result == ERR_REJECTED ? ERR_IO : result, "cannot %s results '%s': %.600s",
	                 opened ? "read" : "open", path, why.msg);
}

/* The span of the incidents' days and the latest day that the data know of. */
static void model_span(struct model *m)
{
	for (size_t i = 0; i < m->n_incidents; i++) {
		const struct model_incident *in = &m->incidents[i];
		struct sv from = in->date_start.len ? in->date_start : in->event_date;
		struct sv to = in->date_end.len ? in->date_end : in->event_date;
		if (from.len && (!m->first_day.len || sv_cmp(from, m->first_day) < 0))
			m->first_day = from;
		if (to.len && (!m->last_day.len || sv_cmp(to, m->last_day) > 0))
			m->last_day = to;
	}
	m->data_day = m->last_day;
	for (size_t i = 0; i < m->n_articles; i++) {
		const struct model_article *a = &m->articles[i];
		struct sv days[] = {a->text_day, sv_take(a->published, 10)};
		for (size_t k = 0; k < 2; k++)
			if (days[k].len == 10 && sv_cmp(days[k], m->data_day) > 0)
				m->data_day = days[k];
	}
}

static int report_compare(const void *a, const void *b)
{
	const struct model_report *p = a;
	const struct model_report *q = b;
	int c = sv_cmp(p->event_id, q->event_id);
	return c ? c : sv_cmp(p->source, q->source);
}

static void reports_build(struct model *m)
{
	m->n_reports = m->n_incidents;
	m->reports = ARENA_ARRAY(&m->arena, struct model_report, m->n_reports);
	for (size_t i = 0; i < m->n_reports; i++) {
		const struct model_incident *in = &m->incidents[i];
		m->reports[i] = (struct model_report){.event_id = in->event_id, .doc_id = in->doc_id, .source = in->source,
		                                      .event_type = in->event_type, .place_id = in->place_id,
		                                      .evidence = in->evidence, .start = in->start, .end = in->end};
	}
	if (m->n_reports)
		qsort(m->reports, m->n_reports, sizeof *m->reports, report_compare);
}

const struct model_report *model_report_find(const struct model *m, struct sv event_id)
{
	size_t low = 0;
	size_t high = m->n_reports;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (sv_cmp(m->reports[middle].event_id, event_id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < m->n_reports && sv_eq(m->reports[low].event_id, event_id) ? &m->reports[low] : NULL;
}

static enum err model_build(struct model_reading *r, const char *const *paths, size_t n, const struct model_options *o,
			    struct error *e)
{
	struct model *m = r->builder.model;
	enum err result = OK;
	for (size_t i = 0; i < n && result == OK; i++)
		result = file_take(r, paths[i], e);
	if (result != OK)
		return result;
	if (r->copy && ferror(r->copy))
		return error_errno(e, ERR_IO, "cannot write a copy of the results");
	if (r->n_good == 0 && r->n_bad)
		return error_set(e, ERR_DATA, "no line is a result of 'kharita extract': %.600s", r->first_bad.msg);
	if (r->n_good == 0)
		return error_set(e, ERR_DATA, "no results in '%s'%s", paths[0], n > 1 ? " and the other files" : "");
	reports_build(m);
	merge_incidents(m, r->builder.article_of, o && o->no_merge);
	model_builder_release(&r->builder);
	if (o && o->review)
		result = o->review(o->user, m, e);
	if (result != OK)
		return result;
	model_span(m);
	model_places_build(m);
	model_mark_firsts(m);
	return OK;
}

enum err model_read(const char *const *paths, size_t n, const struct model_options *o, struct model *out,
		    size_t *n_bad, struct error *e)
{
	*out = (struct model){0};
	*n_bad = 0;
	struct model_reading *r = calloc(1, sizeof *r);
	if (!r)
		return error_set(e, ERR_NOMEM, "no memory to read results");
	arena_init(&out->arena, 0);
	out->arena.escape = &r->escape;
	model_builder_init(&r->builder, out);
	r->copy = o ? o->copy : NULL;
	enum err result;
	if (setjmp(r->escape) == 0)
		result = model_build(r, paths, n, o, e);
	else
		result = error_set(e, ERR_NOMEM, "no memory for the results; give fewer files at a time");
	*n_bad = r->n_bad;
	if (result == OK && r->n_bad && e)
		*e = r->first_bad;
	out->arena.escape = NULL;
	reading_free(r);
	if (result != OK)
		model_release(out);
	return result;
}

void model_release(struct model *m)
{
	if (m->owns_records) {
		free(m->articles);
		free(m->mentions);
		free(m->incidents);
	}
	arena_release(&m->arena);
	*m = (struct model){0};
}
