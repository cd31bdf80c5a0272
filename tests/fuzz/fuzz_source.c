/* Fuzz target: the bytes as one of the files that the gazetteer is compiled from: places, geometry, a lexicon table (the
 * last byte says which). What the builder takes must open and be of use; what it refuses it says why. */
#include "fuzz_engine.h"
#include "fuzz_folder.h"
#include "gazetteer/check.h"

static struct fuzz_gazetteer folder;

static void remove_folder(void)
{
	fuzz_gazetteer_close(&folder);
}

static void check_folder(void)
{
	struct arena arena;
	jmp_buf escape;
	struct findings findings;
	struct error e = {.code = OK};
	arena_init(&arena, (size_t)1 << 28);
	arena.escape = &escape;
	if (setjmp(escape) == 0) {
		if (gazetteer_check(&arena, folder.path, &findings, &e) != OK)
			check_error(&e);
		else
			for (size_t i = 0; i < findings.n; i++)
				check(findings.items[i].message.len && findings.items[i].remedy.len);
	}
	arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gazetteer *g = NULL;
	struct error e = {.code = OK};
	if (!folder.n) {
		fuzz_gazetteer_open(&folder);
		atexit(remove_folder);
	}
	size_t which = fuzz_choice(data, &size) % folder.n;
	fuzz_gazetteer_write(&folder, folder.names[which], sv_make((const char *)data, size));
	unlink(folder.out);
	if (gazetteer_build(folder.path, folder.out, NULL, &e) != OK)
		check_error(&e);
	else if (gazetteer_open(folder.out, &g, &e) != OK)
		check(false);
	else
		fuzz_use(g);
	gazetteer_close(g);
	check_folder();
	fuzz_gazetteer_write(&folder, folder.names[which], buf_sv(&folder.contents[which]));
	return 0;
}
