#include "write/theme_read.h"

#include <stdio.h>
#include <string.h>

enum { PATH_MAX_BYTES = 160 };

static enum err complain(const struct theme_reader *r, const char *path, const char *reason)
{
	return error_set(r->error, ERR_DATA, "theme '%s': '%s': %s", r->file, *path ? path : "(root)", reason);
}

static void path_member(char out[PATH_MAX_BYTES], const char *path, const char *name)
{
	(void)snprintf(out, PATH_MAX_BYTES, "%s%s%s", path, *path ? "." : "", name);
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool colour_parse(const char *s, struct colour *out)
{
	double channel[4] = {0, 0, 0, 1};
	size_t n = strlen(s);
	if (s[0] != '#' || (n != 7 && n != 9))
		return false;
	for (size_t i = 0; 2 * i + 1 < n; i++) {
		int high = hex_digit(s[2 * i + 1]);
		int low = hex_digit(s[2 * i + 2]);
		if (high < 0 || low < 0)
			return false;
		channel[i] = (high * 16 + low) / 255.0;
	}
	*out = (struct colour){channel[0], channel[1], channel[2], channel[3]};
	return true;
}

static enum err read_number(const struct theme_reader *r, json_t *v, const char *path, const struct member *f,
                            double *out)
{
	char reason[120];
	if (!json_is_number(v))
		return complain(r, path, "is no number");
	*out = json_number_value(v);
	if (*out >= f->min && *out <= f->max)
		return OK;
	(void)snprintf(reason, sizeof reason, "%g is out of range; write %g to %g", *out, f->min, f->max);
	return complain(r, path, reason);
}

static enum err read_string(const struct theme_reader *r, json_t *v, const char *path, const char **out)
{
	if (!json_is_string(v) || json_string_length(v) == 0)
		return complain(r, path, "is no text, or an empty one");
	*out = arena_sv(r->arena, sv_make(json_string_value(v), json_string_length(v))).ptr;
	return *out ? OK : error_set(r->error, ERR_NOMEM, "no memory for theme '%s'", r->file);
}

static enum err read_shape(const struct theme_reader *r, json_t *v, const char *path, enum marker_shape *out)
{
	char reason[240];
	const char *name = json_is_string(v) ? json_string_value(v) : "";
	int n = snprintf(reason, sizeof reason, "'%.40s' is no marker shape; write one of:", name);
	for (int s = 0; s < MARKER_COUNT; s++) {
		const char *known = marker_shape_name((enum marker_shape)s);
		if (strcmp(known, name) == 0) {
			*out = (enum marker_shape)s;
			return OK;
		}
		if (n > 0 && (size_t)n < sizeof reason)
			n += snprintf(reason + n, sizeof reason - (size_t)n, " %s", known);
	}
	return complain(r, path, reason);
}

static enum err read_dashes(const struct theme_reader *r, json_t *v, const char *path, struct line_style *out)
{
	size_t n = json_array_size(v);
	if (!json_is_array(v) || n % 2 != 0 || n > THEME_DASHES)
		return complain(r, path, "is no list of 2 or 4 lengths (dash, gap)");
	for (size_t i = 0; i < n; i++) {
		double length = json_number_value(json_array_get(v, i));
		if (!(length > 0.0 && length <= 50.0))
			return complain(r, path, "holds a length that is not within 0 to 50 mm");
		out->dash_mm[i] = length;
	}
	out->n_dashes = n;
	return OK;
}

static enum err read_strings(const struct theme_reader *r, json_t *v, const char *path, const struct member *f,
                             const char **out)
{
	char reason[80];
	if (!json_is_array(v) || json_array_size(v) != f->capacity) {
		(void)snprintf(reason, sizeof reason, "is no list of %zu texts", f->capacity);
		return complain(r, path, reason);
	}
	enum err err = OK;
	for (size_t i = 0; err == OK && i < f->capacity; i++)
		err = read_string(r, json_array_get(v, i), path, &out[i]);
	return err;
}

static enum err read_list(const struct theme_reader *r, json_t *v, const char *path, const struct member *f,
                          char *base)
{
	char reason[80];
	char item[PATH_MAX_BYTES];
	size_t n = json_array_size(v);
	if (!json_is_array(v) || n == 0 || n > f->capacity) {
		(void)snprintf(reason, sizeof reason, "is no list of 1 to %zu objects", f->capacity);
		return complain(r, path, reason);
	}
	enum err err = OK;
	for (size_t i = 0; err == OK && i < n; i++) {
		(void)snprintf(item, sizeof item, "%.120s[%u]", path, (unsigned)i);
		err = theme_read_object(r, json_array_get(v, i), item, f->members, f->n_members,
		                        base + f->offset + i * f->stride);
	}
	memcpy(base + f->count_offset, &n, sizeof n);
	return err;
}

static enum err read_member(const struct theme_reader *r, json_t *v, const char *path, const struct member *f,
                           char *base)
{
	void *at = base + f->offset;
	double number = 0.0;
	enum err err = OK;
	switch (f->kind) {
	case MEMBER_NUMBER:
		return read_number(r, v, path, f, at);
	case MEMBER_UNSIGNED:
		err = read_number(r, v, path, f, &number);
		if (err == OK)
			*(unsigned *)at = (unsigned)number;
		return err;
	case MEMBER_BOOL:
		*(bool *)at = json_is_true(v);
		return json_is_boolean(v) ? OK : complain(r, path, "is neither true nor false");
	case MEMBER_STRING:
		return read_string(r, v, path, at);
	case MEMBER_COLOUR:
		if (json_is_string(v) && colour_parse(json_string_value(v), at))
			return OK;
		return complain(r, path, "is no colour; write \"#rrggbb\" or \"#rrggbbaa\"");
	case MEMBER_SHAPE:
		return read_shape(r, v, path, at);
	case MEMBER_DASHES:
		return read_dashes(r, v, path, at);
	case MEMBER_OBJECT:
		return theme_read_object(r, v, path, f->members, f->n_members, at);
	case MEMBER_LIST:
		return read_list(r, v, path, f, base);
	case MEMBER_STRINGS:
		return read_strings(r, v, path, f, at);
	}
	return OK;
}

/* A misspelt member would otherwise be ignored in silence. */
static enum err refuse_unknown(const struct theme_reader *r, json_t *object, const char *path,
                               const struct member *members, size_t n_members)
{
	char member[PATH_MAX_BYTES];
	for (void *it = json_object_iter(object); it; it = json_object_iter_next(object, it)) {
		const char *key = json_object_iter_key(it);
		bool known = strcmp(key, "comment") == 0;
		for (size_t i = 0; !known && i < n_members; i++)
			known = strcmp(key, members[i].name) == 0;
		if (known)
			continue;
		path_member(member, path, key);
		return complain(r, member, "is no member that a theme has here");
	}
	return OK;
}

enum err theme_read_object(const struct theme_reader *r, json_t *object, const char *path,
                           const struct member *members, size_t n_members, void *base)
{
	char member[PATH_MAX_BYTES];
	if (!json_is_object(object))
		return complain(r, path, "is no object");
	enum err err = refuse_unknown(r, object, path, members, n_members);
	for (size_t i = 0; err == OK && i < n_members; i++) {
		json_t *value = json_object_get(object, members[i].name);
		path_member(member, path, members[i].name);
		if (value)
			err = read_member(r, value, member, &members[i], base);
		else if (!members[i].optional)
			err = complain(r, member, "is missing");
	}
	return err;
}
