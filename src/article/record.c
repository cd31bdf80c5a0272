#include "article/record.h"

#include "article/flat.h"
#include "article/level.h"
#include "article/when.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

enum { LIST_DEPTH = 4, DATE_TEXT_BYTES = 64 };

struct record {
	json_t *value;    /* NULL: `flat` is the one article */
	struct flat flat;
	const json_t *list; /* borrowed; NULL: the value is the one article */
	size_t next;
};

bool record_is_object(struct sv json)
{
	json_t *value = json_loadb(json.ptr, json.len, 0, NULL);
	bool is_object = json_is_object(value);
	json_decref(value);
	return is_object;
}

/* A member by the path "a.b.c", or by that very name. Borrowed. */
static const json_t *member(const json_t *object, struct sv path)
{
	char name[256];
	struct sv rest = path;
	struct sv part;
	if (path.len >= sizeof name)
		return NULL;
	snprintf(name, sizeof name, "%.*s", SV_ARG(path));
	const json_t *value = json_object_get(object, name);
	if (value)
		return value;
	value = object;
	while (value && sv_split(&rest, '.', &part)) {
		snprintf(name, sizeof name, "%.*s", SV_ARG(part));
		value = json_object_get(value, name);
	}
	return value;
}

/* What stands in for an object: {"rendered": "..."} of blogs, {"name": "..."} of publishers. */
static const json_t *plain(const json_t *value)
{
	static const char *const inner[] = {"rendered", "text", "value", "$t", "name", "content"};
	for (size_t i = 0; json_is_object(value) && i < sizeof inner / sizeof inner[0]; i++)
		if (json_is_string(json_object_get(value, inner[i])))
			return json_object_get(value, inner[i]);
	return value;
}

static bool has_value(const json_t *v)
{
	return (json_is_string(v) && json_string_length(v)) || json_is_number(v) ||
	       (json_is_array(v) && json_array_size(v));
}

/* The field's value: a string, a number, or a list of pieces of text; NULL if it is absent. Borrowed. */
static const json_t *field(const json_t *record, const struct fields *f, enum field which)
{
	const json_t *inner = json_object_get(record, "_source");
	const char *name;
	if (f->mapped[which].len) {
		const json_t *value = plain(member(record, f->mapped[which]));
		return has_value(value) ? value : NULL;
	}
	for (size_t i = 0; (name = fields_usual_name(which, i)); i++) {
		const json_t *value = plain(json_object_get(json_is_object(inner) ? inner : record, name));
		if (has_value(value) && (json_is_string(value) || which == FIELD_TEXT || which == FIELD_PUBLISHED))
			return value;
	}
	return NULL;
}

/* Pieces of a text: strings, and objects with a text. */
static bool append_pieces(struct buf *b, const json_t *list)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *piece = plain(json_array_get(list, i));
		if (json_is_string(piece))
			buf_append(b, sv_make(json_string_value(piece), json_string_length(piece)));
	}
	return buf_ok(b);
}

/* New copy of a text; *ok false without memory, NULL when the value holds none. */
static char *text_of(const json_t *value, size_t *len, bool *ok)
{
	struct buf b;
	char *copy = NULL;
	buf_init(&b, SIZE_MAX / 2);
	if (json_is_array(value))
		append_pieces(&b, value);
	else if (json_is_string(value))
		buf_append(&b, sv_make(json_string_value(value), json_string_length(value)));
	if (b.len)
		copy = copy_bytes(buf_sv(&b));
	*ok = buf_ok(&b) && (copy || !b.len);
	*len = b.len;
	buf_release(&b);
	return copy;
}

static char *date_of(const json_t *value, bool *bad)
{
	char text[DATE_TEXT_BYTES];
	char date[WHEN_BYTES];
	if (!value)
		return NULL;
	if (json_is_number(value))
		snprintf(text, sizeof text, "%.0f", json_number_value(value));
	else
		snprintf(text, sizeof text, "%s", json_is_string(value) ? json_string_value(value) : "");
	*bad = !when_parse(sv_cstr(text), false, date);
	return *bad ? NULL : strdup(date);
}

static enum err refuse(struct article_unit *out, enum err code, const char *reason)
{
	out->code = code;
	out->reason = strdup(reason);
	return out->reason ? OK : ERR_NOMEM;
}

static char *string_of(const json_t *value)
{
	return json_is_string(value) ? strdup(json_string_value(value)) : NULL;
}

/* What an article's text is written in. */
static void tell_format(struct article_unit *out)
{
	struct sv text = sv_make(out->bytes, out->n_bytes);
	out->decoded = true;
	if (sniff_is_page(text) && sv_find(text, SV("<body"), 0) != SIZE_MAX)
		out->format = UNIT_PAGE;
	else if (sniff_is_markup(text))
		out->format = UNIT_FRAGMENT;
}

static enum err fill(const json_t *record, const struct fields *f, const char *source, struct article_unit *out,
                     bool *bad_date)
{
	bool ok = true;
	if (!json_is_object(record)) {
		out->source = strdup(source);
		return out->source ? refuse(out, ERR_DATA, "not a JSON object: another value") : ERR_NOMEM;
	}
	out->title = string_of(field(record, f, FIELD_TITLE));
	out->url = string_of(field(record, f, FIELD_URL));
	out->outlet = string_of(field(record, f, FIELD_OUTLET));
	out->published = date_of(field(record, f, FIELD_PUBLISHED), bad_date);
	const json_t *path = field(record, f, FIELD_PATH);
	const char *name = json_is_string(path) ? json_string_value(path) : "";
	if (!*name)
		name = out->url && *out->url ? out->url : source;
	out->source = printable_name(name);
	out->bytes = text_of(field(record, f, FIELD_TEXT), &out->n_bytes, &ok);
	if (!ok || !out->source)
		return ERR_NOMEM;
	if (!out->bytes)
		return refuse(out, ERR_REJECTED,
		              f->mapped[FIELD_TEXT].len
		                  ? "no article in the field that --field text= names"

		                  : "no field 'text', 'body' or 'content' with an article; name it "
		                    "with --field text=NAME");
	tell_format(out);
	return OK;
}

/* As field(), of a flat object by its usual names. */
static const struct flat_member *flat_field(const struct flat *record, enum field which)
{
	const char *name;
	for (size_t i = 0; (name = fields_usual_name(which, i)); i++) {
		const struct flat_member *m = flat_find(record, name);
		bool number = m && m->kind == FLAT_NUMBER && (which == FIELD_TEXT || which == FIELD_PUBLISHED);
		if (number || (m && m->kind == FLAT_STRING && m->string.len))
			return m;
	}
	return NULL;
}

static char *flat_string(const struct flat *record, enum field which)
{
	const struct flat_member *m = flat_field(record, which);
	return m && m->kind == FLAT_STRING ? copy_bytes(m->string) : NULL;
}

/* As fill(). */
static enum err fill_flat(const struct flat *record, const char *source, struct article_unit *out, bool *bad_date)
{
	const struct flat_member *text = flat_field(record, FIELD_TEXT);
	const struct flat_member *published = flat_field(record, FIELD_PUBLISHED);
	char date[WHEN_BYTES];
	char seconds[32];
	out->title = flat_string(record, FIELD_TITLE);
	out->url = flat_string(record, FIELD_URL);
	out->outlet = flat_string(record, FIELD_OUTLET);
	if (published) {
		struct sv when = sv_take(published->string, DATE_TEXT_BYTES - 1);
		if (published->kind == FLAT_NUMBER) {
			int n = snprintf(seconds, sizeof seconds, "%.0f", published->number);
			when = sv_make(seconds, n > 0 && n < (int)sizeof seconds ? (size_t)n : 0); /* 1e300 is no day */
		}
		*bad_date = !when_parse(when, false, date);
		out->published = *bad_date ? NULL : strdup(date);
	}
	char *path = flat_string(record, FIELD_PATH);
	out->source = printable_name(path ? path : out->url ? out->url : source);
	free(path);
	out->n_bytes = text->string.len;
	out->bytes = copy_bytes(text->string);
	if (!out->source || !out->bytes)
		return ERR_NOMEM;
	tell_format(out);
	return OK;
}

/* A flat object with a text, its fields by their usual names. */
static bool open_flat(struct sv json, const struct fields *f, struct record *r)
{
	for (size_t i = 0; i < FIELD_COUNT; i++)
		if (f->mapped[i].len)
			return false;
	const struct flat_member *text = flat_parse(json, &r->flat) ? flat_field(&r->flat, FIELD_TEXT) : NULL;
	if (text && text->kind == FLAT_STRING)
		return true;
	flat_release(&r->flat);
	return false;
}

/* The first list of objects of which one has a text, some levels down; NULL if there is none. */
static const json_t *find_list(const json_t *value, const struct fields *f, int depth)
{
	void *i;
	if (json_is_array(value) && json_array_size(value) && json_is_object(json_array_get(value, 0))) {
		for (size_t k = 0; k < json_array_size(value); k++)
			if (field(json_array_get(value, k), f, FIELD_TEXT))
				return value;
	}
	if (!json_is_object(value) || depth == 0)
		return NULL;
	for (i = json_object_iter((json_t *)(uintptr_t)value); i;
	     i = json_object_iter_next((json_t *)(uintptr_t)value, i)) {
		const json_t *list = find_list(json_object_iter_value(i), f, depth - 1);
		if (list)
			return list;
	}
	return NULL;
}

enum err record_open(struct sv json, const struct fields *f, struct record **out, char why[256], struct error *e)
{
	json_error_t error;
	*out = calloc(1, sizeof **out);
	if (!*out)
		return error_set(e, ERR_NOMEM, "out of memory");
	if (open_flat(json, f, *out))
		return OK;
	json_t *value = json_loadb(json.ptr, json.len, 0, &error);
	if (!json_is_object(value)) {
		snprintf(why, 256, "not a JSON object: %s", value ? "another value" : error.text);
		json_decref(value);
		free(*out);
		*out = NULL;
		return OK;
	}
	(*out)->value = value;
	if (!field(value, f, FIELD_TEXT))
		(*out)->list = find_list(value, f, LIST_DEPTH);
	return OK;
}

void record_close(struct record *r)
{
	if (!r)
		return;
	json_decref(r->value);
	flat_release(&r->flat);
	free(r);
}

bool record_is_list(const struct record *r)
{
	return r->list;
}

enum err record_next(struct record *r, const struct fields *f, const char *source, struct article_unit *out,
                     bool *bad_date, bool *more, struct error *e)
{
	*bad_date = false;
	*more = r->next < (r->list ? json_array_size(r->list) : 1);
	if (!*more)
		return OK;
	enum err result;
	if (!r->value) {
		r->next++;
		result = fill_flat(&r->flat, source, out, bad_date);
		return result == OK ? OK : error_set(e, ERR_NOMEM, "out of memory");
	}
	const json_t *record = r->list ? json_array_get(r->list, r->next) : r->value;
	r->next++;
	result = fill(record, f, source, out, bad_date);
	return result == OK ? OK : error_set(e, ERR_NOMEM, "out of memory");
}
