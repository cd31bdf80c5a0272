/* A tree of our reader against one of jansson's: every kind, key and value, reals to the bit (coordinates must not move by
 * the way they are read). */
#ifndef KHARITA_TESTS_JSON_SAME_H
#define KHARITA_TESTS_JSON_SAME_H

#include "write/json_tree.h"

#include <jansson.h>
#include <stdlib.h>

static bool json_same(const struct tree *t, const json_t *j);

static bool json_same_array(const struct tree *t, const json_t *j)
{
	size_t i = 0;
	if (t->as.in.n != json_array_size(j))
		return false;
	for (const struct tree *v = t->as.in.first; v; v = v->next)
		if (!json_same(v, json_array_get(j, i++)))
			return false;
	return i == t->as.in.n;
}

static bool json_same_object(const struct tree *t, const json_t *j)
{
	size_t n = 0;
	if (t->as.in.n != json_object_size(j))
		return false;
	for (const struct tree *v = t->as.in.first; v; v = v->next, n++) {
		char *key = strndup(v->key.ptr, v->key.len);
		bool equal = json_object_get(j, key) && json_same(v, json_object_get(j, key)) && tree_get(t, key) == v;
		free(key);
		if (!equal)
			return false;
	}
	return n == t->as.in.n;
}

static bool json_same(const struct tree *t, const json_t *j)
{
	double d;
	switch (t->kind) {
	case TREE_NULL:
		return json_is_null(j);
	case TREE_FALSE:
		return json_is_false(j);
	case TREE_TRUE:
		return json_is_true(j);
	case TREE_INTEGER:
		return json_is_integer(j) && t->as.integer == json_integer_value(j);
	case TREE_REAL:
		d = json_real_value(j);
		return json_is_real(j) && memcmp(&d, &t->as.real, sizeof d) == 0;
	case TREE_TEXT:
		return json_is_string(j) && sv_eq(t->as.text, sv_make(json_string_value(j), json_string_length(j)));
	case TREE_ARRAY:
		return json_is_array(j) && json_same_array(t, j);
	case TREE_OBJECT:
		return json_is_object(j) && json_same_object(t, j);
	}
	return false;
}

#endif
