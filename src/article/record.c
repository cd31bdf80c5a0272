#include "article/record.h"

#include "article/published.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

bool record_is_object(struct sv json)
{
	json_t *value = json_loadb(json.ptr, json.len, 0, NULL);
	bool is_object = json_is_object(value);
	json_decref(value);
	return is_object;
}

/* The first of the fields that is a non-empty string; NULL if none is. Borrowed. */
static const json_t *field(const json_t *record, const char *const *names)
{
	for (; *names; names++) {
		const json_t *value = json_object_get(record, *names);
		if (json_is_string(value) && json_string_length(value))
			return value;
	}
	return NULL;
}

/* New copy of a field's string; NULL if it is absent. False without memory. */
static bool copy_field(const json_t *value, char **out)
{
	*out = value ? strdup(json_string_value(value)) : NULL;
	return !value || *out;
}

static enum err refuse(struct article_unit *out, enum err code, const char *what, const char *detail)
{
	char reason[512];
	snprintf(reason, sizeof reason, "%s%s", what, detail);
	out->code = code;
	out->reason = strdup(reason);
	return out->reason ? OK : ERR_NOMEM;
}

static enum err fill(const json_t *record, const char *fallback, struct article_unit *out, bool *bad_date)
{
	static const char *const texts[] = {"text", "body", "content", NULL};
	static const char *const titles[] = {"title", NULL};
	static const char *const urls[] = {"url", "link", NULL};
	static const char *const dates[] = {"published", "date", "publish_date", NULL};
	static const char *const outlets[] = {"outlet", "publisher", NULL};
	static const char *const paths[] = {"path", NULL};
	const json_t *text = field(record, texts);
	const json_t *published = field(record, dates);
	if (published && !published_is_valid(sv_cstr(json_string_value(published)))) {
		*bad_date = true;
		published = NULL;
	}
	bool ok = copy_field(field(record, titles), &out->title) && copy_field(field(record, urls), &out->url) &&
	          copy_field(published, &out->published) && copy_field(field(record, outlets), &out->outlet) &&
	          copy_field(field(record, paths), &out->source);
	if (!out->source)
		out->source = strdup(out->url ? out->url : fallback);
	if (!ok || !out->source)
		return ERR_NOMEM;
	if (!text)
		return refuse(out, ERR_REJECTED, "no field 'text', 'body' or 'content' with an article", "");
	out->bytes = strdup(json_string_value(text));
	out->n_bytes = json_string_length(text);
	out->decoded = true;
	return out->bytes ? OK : ERR_NOMEM;
}

enum err record_read(struct sv json, const char *fallback, struct article_unit *out, bool *bad_date, struct error *e)
{
	json_error_t why;
	*bad_date = false;
	json_t *record = json_loadb(json.ptr, json.len, 0, &why);
	enum err result = OK;
	if (json_is_object(record)) {
		result = fill(record, fallback, out, bad_date);
	} else {
		out->source = strdup(fallback);
		result = out->source ? refuse(out, ERR_DATA, "not a JSON object: ", record ? "another value" : why.text)
		                     : ERR_NOMEM;
	}
	json_decref(record);
	return result == OK ? OK : error_set(e, ERR_NOMEM, "out of memory");
}
