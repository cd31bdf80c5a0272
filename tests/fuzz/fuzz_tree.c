/* Fuzz target: the bytes as JSON, by our own reader and by jansson: both take or refuse it, and read the same. Only a NUL
 * byte behind a number or a word is refused here and passed over there. */
#include "fuzz.h"
#include "write/json_tree.h"

#include <jansson.h>

static bool same(const struct tree *t, const json_t *j);

static bool same_array(const struct tree *t, const json_t *j)
{
	size_t i = 0;
	if (t->as.in.n != json_array_size(j))
		return false;
	for (const struct tree *v = t->as.in.first; v; v = v->next)
		if (!same(v, json_array_get(j, i++)))
			return false;
	return i == t->as.in.n;
}

static bool same_object(const struct tree *t, const json_t *j)
{
	size_t n = 0;
	if (t->as.in.n != json_object_size(j))
		return false;
	for (const struct tree *v = t->as.in.first; v; v = v->next, n++) {
		char *key = strndup(v->key.ptr, v->key.len);
		bool equal = json_object_get(j, key) && same(v, json_object_get(j, key)) && tree_get(t, key) == v;
		free(key);
		if (!equal)
			return false;
	}
	return n == t->as.in.n;
}

static bool same(const struct tree *t, const json_t *j)
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
		return json_is_array(j) && same_array(t, j);
	case TREE_OBJECT:
		return json_is_object(j) && same_object(t, j);
	}
	return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	jmp_buf escape;
	const struct tree *tree;
	struct error e = {.code = OK};
	json_t *json = json_loadb((const char *)data, size, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
	arena_init(&arena, (size_t)1 << 30);
	arena.escape = &escape;
	check(setjmp(escape) == 0);
	bool taken = tree_parse(&arena, sv_make((const char *)data, size), NULL, &tree, &e) == OK;
	check(taken == (json != NULL) || (!taken && memchr(data, '\0', size)));
	if (taken)
		check(same(tree, json));
	else
		check_error(&e);
	arena_release(&arena);
	json_decref(json);
	return 0;
}
