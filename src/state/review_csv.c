#include "state/review_csv.h"

#include "state/csv_read.h"

#include "base/log.h"
#include "result/json_out.h"
#include "result/csv_cell.h"

#include <jansson.h>

static const char *const anchor_names[] = {"doc_id", "event_type", "event_id", "place_id", "source", "evidence", "siblings"};
enum { ANCHOR_TEXTS = sizeof anchor_names / sizeof *anchor_names };

static struct sv *anchor_text(struct review_anchor *a, size_t i)
{
	struct sv *const texts[ANCHOR_TEXTS] = {&a->doc_id, &a->event_type, &a->event_id, &a->place_id,
	                                        &a->source, &a->evidence,   &a->siblings};
	return texts[i];
}

/* ---- writing ---- */

static void put_cell(struct buf *b, struct sv s)
{
	csv_put_cell(b, s, ",;\t\"\r\n"); /* spreadsheets of some countries part cells by ; or tabs */
}

static void put_anchors(struct buf *out, const struct correction *c)
{
	struct buf json;
	buf_init(&json, (size_t)1 << 26);
	buf_append_char(&json, '[');
	for (size_t i = 1; i < c->n_anchors; i++) {
		struct review_anchor a = c->anchors[i];
		json_item(&json);
		buf_append_char(&json, '{');
		json_int_field(&json, "start", a.first);
		json_int_field(&json, "end", a.last);
		for (size_t k = 0; k < ANCHOR_TEXTS; k++)
			json_text_field(&json, anchor_names[k], *anchor_text(&a, k));
		buf_append_char(&json, '}');
	}
	buf_append_char(&json, ']');
	put_cell(out, buf_sv(&json));
	buf_inherit(out, &json);
	buf_release(&json);
}

static void put_header(struct buf *out)
{
	buf_append(out, SV("layer,start,end"));
	for (size_t i = 0; i < ANCHOR_TEXTS; i++)
		buf_printf(out, ",%s", anchor_names[i]);
	for (size_t i = 0; i < REVIEW_FIELDS; i++)
		buf_printf(out, ",%s", review_columns[i].name);
	for (size_t i = 0; i < MACHINE_FIELDS; i++)
		buf_printf(out, ",original_%s", machine_names[i]);
	buf_append(out, SV(",origin,updated,outcome,conflict,more_reports\n"));
}

void review_csv_write(struct buf *out, const struct review *r)
{
	put_header(out);
	for (size_t i = 0; i < r->n; i++) {
		const struct correction *c = &r->items[i];
		struct review_anchor a = c->anchors[0];
		const struct sv tail[] = {c->origin, c->updated, c->outcome, c->conflict};
		buf_printf(out, "%s,%lld,%lld", review_layer_name(c->layer), (long long)a.first, (long long)a.last);
		for (size_t k = 0; k < ANCHOR_TEXTS; k++) {
			buf_append_char(out, ',');
			put_cell(out, *anchor_text(&a, k));
		}
		for (size_t k = 0; k < REVIEW_FIELDS + MACHINE_FIELDS; k++) {
			buf_append_char(out, ',');
			put_cell(out, k < REVIEW_FIELDS ? c->fields[k] : c->original[k - REVIEW_FIELDS]);
		}
		for (size_t k = 0; k < sizeof tail / sizeof *tail; k++) {
			buf_append_char(out, ',');
			put_cell(out, tail[k]);
		}
		buf_append_char(out, ',');
		put_anchors(out, c);
		buf_append_char(out, '\n');
	}
}

/* ---- reading ---- */

struct importing {
	struct state *state;
	struct arena arena;
	struct csv_table table;
	struct review ours;
	struct review_import *result;
	const char *path;
	struct correction *theirs;   /* one a row; n_anchors 0: refused */
	struct review_anchor *firsts;
	struct sv *done;             /* identifiers taken from this file */
	size_t n_done, done_cap;
};

static void refuse(struct importing *x, size_t row, const char *why)
{
	log_write(LOG_WARNING, "'%s' line %llu: %s; passed over", x->path, (unsigned long long)x->table.lines[row], why);
	x->result->n_refused++;
}

static struct sv cell(const struct importing *x, size_t row, const char *name)
{
	return csv_cell(&x->table, row, csv_column(&x->table, name));
}

static bool is_hash(struct sv s)
{
	bool ok = s.len == 16;
	for (size_t i = 0; i < s.len && ok; i++)
		ok = strchr("0123456789abcdef", s.ptr[i]) != NULL;
	return ok;
}

static enum err read_anchor(struct importing *x, size_t row, struct review_anchor *a, struct error *e)
{
	for (size_t i = 0; i < ANCHOR_TEXTS; i++)
		*anchor_text(a, i) = cell(x, row, anchor_names[i]);
	if (!is_hash(a->doc_id))
		return error_set(e, ERR_DATA, "'%.*s' is no doc_id", SV_ARG(a->doc_id));
	if (!sv_to_int(cell(x, row, "start"), &a->first) || !sv_to_int(cell(x, row, "end"), &a->last) || a->first < 0 ||
	    a->last <= a->first)
		return error_set(e, ERR_DATA, "'start' and 'end' are no span");
	return OK;
}

/* The other reports of the incident. What cannot be read is left out: the first one is enough. */
static void read_more(struct importing *x, struct sv json, struct correction *c)
{
	size_t cap = c->n_anchors;
	json_t *root = json.len ? json_loadb(json.ptr, json.len, 0, NULL) : NULL;
	for (size_t i = 0; i < json_array_size(root); i++) {
		const json_t *o = json_array_get(root, i);
		struct review_anchor a = {.first = json_integer_value(json_object_get(o, "start")),
		                          .last = json_integer_value(json_object_get(o, "end"))};
		for (size_t k = 0; k < ANCHOR_TEXTS; k++) {
			const json_t *v = json_object_get(o, anchor_names[k]);
			*anchor_text(&a, k) = json_is_string(v)
			                              ? arena_sv(&x->arena, sv_make(json_string_value(v), json_string_length(v)))
			                              : SV("");
		}
		if (is_hash(a.doc_id) && a.first >= 0 && a.last > a.first)
			*ARENA_PUSH(&x->arena, c->anchors, c->n_anchors, &cap) = a;
	}
	json_decref(root);
}

static enum err read_row(struct importing *x, size_t row, struct correction *c, struct error *e)
{
	struct sv layer = cell(x, row, "layer");
	*c = (struct correction){.layer = sv_eq(layer, SV("mention")) ? REVIEW_MENTION : REVIEW_INCIDENT,
	                         .origin = sv_cstr(x->path)};
	struct review_anchor *first = ARENA_NEW(&x->arena, struct review_anchor);
	enum err result = read_anchor(x, row, first, e);
	if (layer.len && !sv_eq_cstr(layer, review_layer_name(c->layer)))
		result = error_set(e, ERR_DATA, "'%.*s' is neither 'incident' nor 'mention'", SV_ARG(layer));
	for (size_t i = 0; i < REVIEW_FIELDS && result == OK; i++)
		result = review_value(&x->arena, i, cell(x, row, review_columns[i].name), &c->fields[i], e);
	if (result == OK && !c->fields[REVIEW_LAT].len != !c->fields[REVIEW_LON].len)
		result = error_set(e, ERR_DATA, "'corrected_lat' and 'corrected_lon' go together");
	if (result == OK && review_is_blank(c->fields))
		result = error_set(e, ERR_DATA, "it corrects nothing");
	if (result != OK)
		return result;
	struct sv status = review_status(c->fields);
	c->fields[REVIEW_STATUS] = sv_eq(status, SV("unreviewed")) ? SV("") : status;
	for (size_t i = 0; i < MACHINE_FIELDS; i++)
		c->original[i] = cell(x, row, arena_printf(&x->arena, "original_%s", machine_names[i]).ptr);
	c->anchors = first;
	c->n_anchors = 1;
	read_more(x, cell(x, row, "more_reports"), c);
	return OK;
}

static bool same_fields(const struct correction *a, const struct correction *b, size_t *differs)
{
	for (size_t i = 0; i < REVIEW_FIELDS; i++)
		if (!sv_eq(a->fields[i], b->fields[i])) {
			*differs = i;
			return false;
		}
	return true;
}

static bool is_done(const struct importing *x, struct sv id)
{
	for (size_t i = 0; i < x->n_done; i++)
		if (sv_eq(x->done[i], id))
			return true;
	return false;
}

static enum err take(struct importing *x, size_t row, struct correction *ours, struct error *e)
{
	struct correction *c = &x->theirs[row];
	struct review_import *r = x->result;
	size_t differs = 0;
	if (ours && same_fields(ours, c, &differs)) {
		r->n_same++;
		return OK;
	}
	if (ours && !r->theirs) {
		log_write(LOG_WARNING, "'%s' line %llu: conflict: %s is '%.*s' here and '%.*s' there; ours is kept (--theirs "
		          "takes theirs)", x->path, (unsigned long long)x->table.lines[row], review_columns[differs].name,
		          SV_ARG(ours->fields[differs]), SV_ARG(c->fields[differs]));
		r->n_conflicts++;
		return OK;
	}
	if (ours) {
		memcpy(ours->fields, c->fields, sizeof ours->fields);
		ours->origin = c->origin;
		ours->updated = SV("");
		c = ours;
	}
	enum err result = review_put(x->state, &x->arena, c, e);
	*ARENA_PUSH(&x->arena, x->done, x->n_done, &x->done_cap) = c->id;
	r->n_added += !ours;
	r->n_changed += ours != NULL;
	return result;
}

/* Rows of one layer against our corrections of it. */
static enum err take_layer(struct importing *x, enum review_layer layer, struct error *e)
{
	size_t n = 0;
	size_t *rows = ARENA_ARRAY(&x->arena, size_t, x->table.n_rows + 1);
	size_t *found = ARENA_ARRAY(&x->arena, size_t, x->table.n_rows + 1);
	for (size_t i = 0; i < x->table.n_rows; i++) {
		if (!x->theirs[i].n_anchors || x->theirs[i].layer != layer)
			continue;
		x->firsts[n] = x->theirs[i].anchors[0];
		rows[n++] = i;
	}
	review_match(&x->arena, &x->ours, layer, x->firsts, n, found);
	enum err result = OK;
	for (size_t i = 0; i < n && result == OK; i++) {
		struct correction *ours = found[i] == SIZE_MAX ? NULL : &x->ours.items[found[i]];
		if (ours && is_done(x, ours->id))
			refuse(x, rows[i], "a row before it is of the same incident");
		else
			result = take(x, rows[i], ours, e);
	}
	return result;
}

static enum err take_all(struct importing *x, struct error *e)
{
	struct error why;
	jmp_buf escape;
	if (setjmp(escape))
		return error_set(e, ERR_NOMEM, "no memory to read '%s'", x->path);
	x->arena.escape = &escape;
	enum err result = csv_read(&x->arena, x->path, &x->table, e);
	static const char *const needed[] = {"doc_id", "start", "end"};
	for (size_t i = 0; i < 3 && result == OK; i++)
		if (csv_column(&x->table, needed[i]) == SIZE_MAX)
			result = error_set(e, ERR_DATA, "'%s' has no column '%s': it is no export of 'kharita review'", x->path,
			                   needed[i]);
	if (result == OK)
		result = review_load(x->state, &x->arena, &x->ours, e);
	if (result == OK)
		result = state_transaction(x->state, e);
	if (result != OK)
		return result;
	x->theirs = ARENA_ARRAY(&x->arena, struct correction, x->table.n_rows + 1);
	x->firsts = ARENA_ARRAY(&x->arena, struct review_anchor, x->table.n_rows + 1);
	for (size_t i = 0; i < x->table.n_rows; i++) {
		if (read_row(x, i, &x->theirs[i], &why) == OK)
			continue;
		x->theirs[i].n_anchors = 0;
		refuse(x, i, why.msg);
	}
	for (enum review_layer l = REVIEW_INCIDENT; l <= REVIEW_MENTION && result == OK; l++)
		result = take_layer(x, l, e);
	if (result == OK && x->result->n_added + x->result->n_changed)
		result = state_set(x->state, STATE_DIRTY, SV("1"), e);
	return result == OK ? state_commit(x->state, e) : result;
}

enum err review_csv_read(struct state *s, const char *path, struct review_import *import, struct error *e)
{
	struct importing x = {.state = s, .path = path, .result = import};
	arena_init(&x.arena, 0);
	enum err result = take_all(&x, e);
	state_undo(s);
	arena_release(&x.arena);
	return result;
}
