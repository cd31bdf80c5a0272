/* Fuzz target: the bytes as JSON, by our own readers and by jansson: both take or refuse it, and read the same. Only a NUL
 * byte behind a number or a word is refused here and passed over there; what the reader of flat objects leaves is
 * jansson's. */
#include "fuzz.h"
#include "../support/flat_same.h"
#include "../support/json_same.h"

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
		check(json_same(tree, json));
	else
		check_error(&e);
	check(flat_same(sv_make((const char *)data, size), &taken));
	arena_release(&arena);
	json_decref(json);
	return 0;
}
