/* Fuzz target: the bytes as the state store of an output folder, and as a GeoPackage with review columns: SQLite files
 * that may be damaged or somebody else's. */
#include "fuzz.h"
#include "article/article.h"
#include "state/articles.h"
#include "state/learned.h"
#include "state/review.h"

static enum err put(void *user, struct sv source, struct sv reason, struct sv code, struct error *e)
{
	(void)user, (void)e;
	check(source.ptr && reason.ptr && code.ptr);
	return OK;
}

static void read_texts(struct state *s, struct arena *a)
{
	struct state_texts *texts = NULL;
	struct article_unit unit;
	struct error e = {.code = OK};
	bool more = true;
	if (state_texts_open(s, SV(""), &texts, &e) != OK)
		return;
	const struct pipeline_source *from = state_texts_source(texts);
	const struct article_options o = {.any_language = true};
	for (size_t n = 0; n < 1000 && from->next(from->user, &unit, &more, &e) == OK && more; n++) {
		struct article article;
		if (unit.code == OK && from->decode(a, &unit, &o, &article, &e) == OK)
			check(utf8_validate(article.as_read) == SIZE_MAX);
		article_unit_release(&unit);
	}
	state_texts_close(texts);
}

static void read_store(struct state *s, struct arena *a)
{
	struct review review;
	struct learned *learned;
	struct state_keys keys = {.items = NULL};
	struct pipeline_counts counts;
	struct buf out;
	struct error e = {.code = OK};
	size_t n;
	bool dirty;
	buf_init(&out, 1 << 26);
	review_load(s, a, &review, &e);
	learned_load(s, a, &learned, &n, &e);
	state_article_keys(s, &keys, &e);
	state_keys_free(&keys);
	state_counts(s, false, &counts, &e);
	state_rejects(s, false, put, NULL, &e);
	state_get(s, "settings", &out, &e);
	state_is_dirty(s, &dirty, &e);
	buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *path = fuzz_file(data, size, ".sqlite");
	struct state *s = NULL;
	struct arena arena;
	jmp_buf escape;
	struct error e = {.code = OK};
	size_t n = 0;
	check(state_open_plain(":memory:", &s, &e) == OK);
	if (review_harvest(s, path, "fuzz", &n, &e) != OK)
		check_error(&e);
	state_close(s);
	s = NULL;
	arena_init(&arena, (size_t)1 << 28);
	arena.escape = &escape;
	if (setjmp(escape) == 0) {
		if (state_open(path, 1, &s, &e) == OK) {
			read_store(s, &arena);
			read_texts(s, &arena);
		} else {
			check(!s);
			check_error(&e);
		}
	}
	state_close(s);
	arena_release(&arena);
	unlink(path);
	return 0;
}
