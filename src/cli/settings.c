#include "cli/settings.h"

#include "cli/run_json.h"

#include <jansson.h>
#include <stdlib.h>

struct settings {
	json_t *root;
	struct option_list lists[8]; /* arrays made here */
	size_t n_lists;
};

/* Of one run only. */
static const char *const momentary[] = {"output", "add", "jobs", "from-file", "once", "settle", "poll"};

static bool is_momentary(const char *name)
{
	for (size_t i = 0; i < sizeof momentary / sizeof *momentary; i++)
		if (strcmp(name, momentary[i]) == 0)
			return true;
	return false;
}

void settings_write(const struct option *table, const void *values, struct buf *out)
{
	json_t *all = options_object(table, values);
	for (size_t i = 0; i < sizeof momentary / sizeof *momentary; i++)
		json_object_del(all, momentary[i]);
	char *text = json_dumps(all, JSON_SORT_KEYS);
	buf_append_cstr(out, text ? text : "{}");
	free(text);
	json_decref(all);
}

static bool list_read(struct settings *s, const json_t *value, struct option_list *out)
{
	size_t n = json_array_size(value);
	if (out->n || n == 0 || s->n_lists == sizeof s->lists / sizeof *s->lists)
		return true;
	struct option_list *l = &s->lists[s->n_lists];
	l->items = calloc(n, sizeof *l->items);
	if (!l->items)
		return false;
	s->n_lists++;
	for (size_t i = 0; i < n; i++)
		if (json_is_string(json_array_get(value, i)))
			l->items[l->n++] = json_string_value(json_array_get(value, i));
	*out = *l;
	return true;
}

static bool value_read(struct settings *s, const struct option *o, const json_t *value, void *values)
{
	void *field = (char *)values + o->offset;
	json_int_t number = json_integer_value(value);
	switch (o->kind) {
	case OPTION_FLAG:
		*(bool *)field = *(bool *)field || json_is_true(value);
		return true;
	case OPTION_TEXT:
		if (!*(const char **)field)
			*(const char **)field = json_string_value(value);
		return true;
	case OPTION_LIST:
		return list_read(s, value, field);
	case OPTION_COUNT:
		if (!*(unsigned *)field)
			*(unsigned *)field = (unsigned)number;
		return true;
	case OPTION_BYTES:
		if (!*(size_t *)field)
			*(size_t *)field = (size_t)number;
		return true;
	}
	return true;
}

enum err settings_read(const struct option *table, void *values, struct sv json, struct settings **keep, struct error *e)
{
	struct settings *s = calloc(1, sizeof *s);
	*keep = s;
	if (!s)
		return error_set(e, ERR_NOMEM, "out of memory");
	s->root = json_loadb(json.ptr, json.len, 0, NULL);
	for (const struct option *o = table; o->name; o++) {
		const json_t *value = json_object_get(s->root, o->name);
		if (value && !is_momentary(o->name) && !value_read(s, o, value, values))
			return error_set(e, ERR_NOMEM, "out of memory");
	}
	return OK;
}

void settings_free(struct settings *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->n_lists; i++)
		free(s->lists[i].items);
	json_decref(s->root);
	free(s);
}
