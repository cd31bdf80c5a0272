#include "article/csv.h"
#include "article/fields.h"
#include "article/level.h"
#include "article/when.h"

#include <stdlib.h>

struct table_state {
	struct csv_row row;
	size_t columns[FIELD_COUNT]; /* SIZE_MAX: the table has no such column */
	char delimiter;
};

void level_table_close(struct level *l)
{
	struct table_state *t = l->state;
	csv_row_release(&t->row);
	free(t);
}

static void find_columns(struct table_state *t, const struct fields *f, const struct sv *names, size_t n)
{
	for (size_t k = 0; k < FIELD_COUNT; k++) {
		unsigned best = 0;
		t->columns[k] = SIZE_MAX;
		for (size_t i = 0; i < n; i++) {
			unsigned rank = fields_rank(f, (enum field)k, sv_trim(names[i]));
			if (rank > best) {
				best = rank;
				t->columns[k] = i;
			}
		}
	}
}

/* The first row, or what the user named. A refusal lands in *why. */
static enum err read_header(struct level *l, struct table_state *t, struct error *why)
{
	struct sv bytes;
	struct sv names[CSV_MAX_CELLS];
	bool more = false;
	enum err result = stream_peek(&l->stream, 4096, &bytes, why);
	if (result != OK)
		return result;
	if (sv_starts(bytes, SV("\xEF\xBB\xBF"))) {
		stream_skip(&l->stream, 3);
		bytes = sv_skip(bytes, 3);
	}
	t->delimiter = csv_delimiter(bytes);
	if (l->fields->n_columns) {
		find_columns(t, l->fields, l->fields->columns, l->fields->n_columns);
	} else {
		result = csv_next(&l->stream, t->delimiter, &t->row, &more, why);
		for (size_t i = 0; result == OK && i < t->row.n; i++)
			names[i] = csv_cell(&t->row, i);
		if (result == OK)
			find_columns(t, l->fields, names, t->row.n);
		l->record++;
	}
	if (result == OK && t->columns[FIELD_TEXT] == SIZE_MAX)
		return error_set(
			why, ERR_DATA,
			"a table without a column 'text', 'body' or 'content'; name it with --field text=NAME");
	return result;
}

/* New copy of a cell; NULL when it is empty or absent. *ok false without memory. */
static char *cell(const struct table_state *t, enum field f, bool *ok)
{
	if (t->columns[f] >= t->row.n)
		return NULL;
	struct sv value = sv_trim(csv_cell(&t->row, t->columns[f]));
	char *copy = value.len ? copy_bytes(value) : NULL;
	*ok = *ok && (copy || !value.len);
	return copy;
}

static enum err fill(struct level *l, const struct table_state *t, struct step_result *out, struct error *e)
{
	struct article_unit *u = &out->unit;
	char date[WHEN_BYTES];
	bool ok = true;
	char *path = cell(t, FIELD_PATH, &ok);
	char *published = cell(t, FIELD_PUBLISHED, &ok);
	u->url = cell(t, FIELD_URL, &ok);
	u->title = cell(t, FIELD_TITLE, &ok);
	u->outlet = cell(t, FIELD_OUTLET, &ok);
	u->bytes = cell(t, FIELD_TEXT, &ok);
	if (published && when_parse(sv_cstr(published), false, date))
		u->published = strdup(date);
	u->source = level_unit_source(l, path, u->url);
	free(path);
	free(published);
	out->step = STEP_UNIT;
	if (!ok || !u->source)
		return error_set(e, ERR_NOMEM, "out of memory");
	if (!u->bytes)
		return step_reject(out, u->source, ERR_REJECTED, "its row has no text", e);
	u->n_bytes = strlen(u->bytes);
	if (sniff_is_markup(sv_make(u->bytes, u->n_bytes)))
		u->format = UNIT_FRAGMENT;
	return OK;
}

static bool is_blank(const struct csv_row *r)
{
	return r->n == 0 || (r->n == 1 && !sv_trim(csv_cell(r, 0)).len);
}

enum err level_table(struct level *l, struct step_result *out, struct error *e)
{
	struct error why = {.code = OK};
	bool more = true;
	enum err code = OK;
	if (!l->state) {
		if (!(l->state = calloc(1, sizeof(struct table_state))))
			return error_set(e, ERR_NOMEM, "out of memory");
		code = read_header(l, l->state, &why);
	}
	struct table_state *t = l->state;
	while (code == OK && more) {
		code = csv_next(&l->stream, t->delimiter, &t->row, &more, &why);
		l->record++;
		if (code == OK && more && !is_blank(&t->row))
			return fill(l, t, out, e);
	}
	if (code == OK)
		return OK;
	if (code != ERR_LIMIT)
		stream_stop(&l->stream);
	char *source = level_record_source(l);
	enum err result =
		source ? step_reject(out, source, code, why.msg, e) : error_set(e, ERR_NOMEM, "out of memory");
	free(source);
	return result;
}
