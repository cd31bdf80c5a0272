/* Fuzz target: the bytes as a name that somebody asks the gazetteer for. */
#include "fuzz_folder.h"
#include "gazetteer/lookup.h"
#include "result/lookup_json.h"

#include <jansson.h>

static struct gazetteer *gazetteer;

/* A small one: the code is the same, and a question takes a hundredth of the time. */
static void open_once(void)
{
	struct fuzz_gazetteer folder;
	struct error e;
	if (gazetteer)
		return;
	fuzz_gazetteer_open(&folder);
	check(gazetteer_build(folder.path, folder.out, NULL, &e) == OK);
	check(gazetteer_open(folder.out, &gazetteer, &e) == OK);
	fuzz_gazetteer_close(&folder);
}

static void ask(struct arena *a, struct sv name)
{
	const struct lonlat near = {40.14, 35.33};
	struct gazetteer_match *matches = NULL;
	struct buf out;
	buf_init(&out, 1 << 24);
	size_t n = gazetteer_lookup(a, gazetteer, name, name.len % 2 ? &near : NULL, 10, &matches);
	check(n <= 10);
	for (size_t i = 0; i < n; i++) {
		check(matches[i].place >= 0 && (size_t)matches[i].place < gazetteer_count(gazetteer));
		check(matches[i].score >= 0.0 && matches[i].score <= 1.0 && matches[i].how);
	}
	lookup_write_json(gazetteer, matches, n, true, &out);
	json_t *root = json_loadb(out.ptr, out.len, JSON_REJECT_DUPLICATES, NULL);
	check(json_is_array(root) && json_array_size(root) == n);
	json_decref(root);
	buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	jmp_buf escape;
	open_once();
	arena_init(&arena, (size_t)1 << 28);
	arena.escape = &escape;
	if (setjmp(escape) == 0)
		ask(&arena, sv_make((const char *)data, size));
	arena_release(&arena);
	return 0;
}
