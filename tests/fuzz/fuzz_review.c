/* Fuzz target: the bytes as a table of corrections that a colleague sent, and as an unresolved.csv that an analyst
 * filled in. What is taken reads back, and can be imported twice. */
#include "fuzz.h"
#include "state/csv_read.h"
#include "state/learned.h"
#include "state/review_csv.h"

static void check_store(struct state *s)
{
	struct arena arena;
	jmp_buf escape;
	struct review review;
	struct learned *learned;
	size_t n;
	struct buf out;
	struct error e;
	buf_init(&out, 1 << 26);
	arena_init(&arena, (size_t)1 << 28);
	arena.escape = &escape;
	check(setjmp(escape) == 0);
	check(review_load(s, &arena, &review, &e) == OK && learned_load(s, &arena, &learned, &n, &e) == OK);
	review_csv_write(&out, &review);
	check(utf8_validate(buf_sv(&out)) == SIZE_MAX);
	buf_release(&out);
	arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *path = fuzz_file(data, size, ".csv");
	struct state *s = NULL;
	struct error e = {.code = OK};
	size_t n = 0;
	struct review_import import = {.theirs = size % 2};
	check(state_open_plain(":memory:", &s, &e) == OK);
	if (review_csv_read(s, path, &import, &e) == OK) {
		struct review_import again = {.theirs = size % 2};
		check(review_csv_read(s, path, &again, &e) == OK && again.n_refused >= import.n_refused);
	} else {
		check_error(&e);
	}
	if (learned_take(s, path, &n, &e) != OK)
		check_error(&e);
	check_store(s);
	state_close(s);
	unlink(path);
	return 0;
}
