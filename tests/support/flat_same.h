/* What flat_parse() takes against what jansson reads of it. */
#ifndef KHARITA_TESTS_FLAT_SAME_H
#define KHARITA_TESTS_FLAT_SAME_H

#include "article/flat.h"

#include <jansson.h>

static inline bool flat_same_member(const struct flat_member *m, const json_t *value)
{
	if (!m)
		return false;
	if (json_is_string(value))
		return m->kind == FLAT_STRING &&
		       sv_eq(m->string, sv_make(json_string_value(value), json_string_length(value)));
	if (json_is_number(value))
		return m->kind == FLAT_NUMBER && m->number == json_number_value(value);
	return m->kind == FLAT_OTHER && !json_is_array(value) && !json_is_object(value);
}

/* False when it took what jansson refuses or reads otherwise. *taken: whether it took it. */
static inline bool flat_same(struct sv json, bool *taken)
{
	struct flat f;
	bool same = true;
	size_t n = 0;
	const char *key;
	json_t *value;
	*taken = flat_parse(json, &f);
	json_t *tree = *taken ? json_loadb(json.ptr, json.len, 0, NULL) : NULL;
	if (*taken) {
		same = json_is_object(tree);
		json_object_foreach(tree, key, value)
		{
			same = same && flat_same_member(flat_find(&f, key), value);
			n++;
		}
		same = same && n <= f.n;
	}
	json_decref(tree);
	flat_release(&f);
	return same;
}

#endif
