#include "cli/run_json.h"

#include "base/file.h"
#include "cli/version.h"

#include <jansson.h>
#include <stdlib.h>
#include <time.h>

enum { SIGNIFICANT_DIGITS = 6 };

static json_t *text(const char *s)
{
	json_t *value = json_string(s);
	return value ? value : json_string("(not UTF-8)");
}

static json_t *versions_object(void)
{
	json_t *object = json_object();
	for (const struct version *v = versions(); v->name; v++)
		json_object_set_new(object, v->name, text(v->text));
	return object;
}

static json_t *gazetteer_object(const struct gazetteer *g)
{
	struct sv date = gazetteer_date(g);
	struct sv fingerprint = gazetteer_fingerprint(g);
	return json_pack("{s:s%, s:s%, s:I}", "date", date.ptr, date.len, "fingerprint", fingerprint.ptr,
	                 fingerprint.len, "places", (json_int_t)gazetteer_count(g));
}

static json_t *counts_object(const struct pipeline_counts *c)
{
	return json_pack("{s:I, s:I, s:I, s:I, s:I, s:I}", "articles", (json_int_t)c->articles, "rejected",
	                 (json_int_t)c->rejected, "bytes", (json_int_t)c->bytes, "mentions", (json_int_t)c->mentions,
	                 "resolved", (json_int_t)c->resolved, "incidents", (json_int_t)c->incidents);
}

static json_t *text_array(const char *const *items, size_t n)
{
	json_t *array = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(array, text(items[i]));
	return array;
}

/* An option's value; NULL where it was not given. */
static json_t *option_value(const struct option *o, const void *values)
{
	const void *field = (const char *)values + o->offset;
	const struct option_list *list = field;
	switch (o->kind) {
	case OPTION_FLAG:
		return *(const bool *)field ? json_true() : NULL;
	case OPTION_TEXT:
		return *(const char *const *)field ? text(*(const char *const *)field) : NULL;
	case OPTION_LIST:
		return list->n ? text_array(list->items, list->n) : NULL;
	case OPTION_COUNT:
		return *(const unsigned *)field ? json_integer(*(const unsigned *)field) : NULL;
	case OPTION_BYTES:
		return *(const size_t *)field ? json_integer((json_int_t) * (const size_t *)field) : NULL;
	}
	return NULL;
}

json_t *options_object(const struct option *table, const void *values)
{
	json_t *object = json_object();
	for (; table->name; table++) {
		json_t *value = option_value(table, values);
		if (value)
			json_object_set_new(object, table->name, value);
	}
	return object;
}

static json_t *now(void)
{
	char stamp[32];
	struct tm tm;
	time_t t = time(NULL);
	gmtime_r(&t, &tm);
	strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%SZ", &tm);
	return json_string(stamp);
}

enum err run_json_write(const char *path, const struct run_record *r, struct error *e)
{
	json_t *root = json_object();
	json_object_set_new(root, "schema", json_integer(RESULT_SCHEMA_VERSION));
	json_object_set_new(root, "generation", json_integer((json_int_t)r->generation));
	json_object_set_new(root, "finished", now());
	json_object_set_new(root, "inputs", text_array(r->inputs, r->n_inputs));
	json_object_set_new(root, "options", options_object(r->options, r->values));
	json_object_set_new(root, "versions", versions_object());
	json_object_set_new(root, "gazetteer", gazetteer_object(r->gazetteer));
	json_object_set_new(root, "counts", counts_object(r->counts));
	json_object_set_new(root, "seconds",
	                    json_pack("{s:f, s:f}", "extract", r->counts->seconds, "layers", r->layers_seconds));
	json_object_set_new(root, "files", text_array((const char *const *)r->files->names, r->files->n));
	char *content = json_dumps(root, JSON_INDENT(2) | JSON_REAL_PRECISION(SIGNIFICANT_DIGITS));
	json_decref(root);
	if (!content)
		return error_set(e, ERR_NOMEM, "out of memory");
	struct atomic_file file;
	enum err result = atomic_file_open(&file, path, e);
	if (result == OK) {
		fprintf(file.stream, "%s\n", content);
		result = atomic_file_commit(&file, e);
	}
	free(content);
	return result;
}

struct name_list run_json_files(const char *path)
{
	struct name_list list = {NULL, 0};
	json_t *root = json_load_file(path, 0, NULL);
	const json_t *files = json_object_get(root, "files");
	size_t n = json_array_size(files);
	list.names = n ? calloc(n, sizeof *list.names) : NULL;
	for (size_t i = 0; list.names && i < n; i++) {
		const char *name = json_string_value(json_array_get(files, i));
		char *copy = name ? strdup(name) : NULL;
		if (copy)
			list.names[list.n++] = copy;
	}
	json_decref(root);
	return list;
}
