/* Fuzz target: the bytes as a file, of whatever kind they are, read and decoded as `kharita extract` does. Every unit
 * must come out as an article or with a reason. */
#include "article/article.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX_UNITS = 100000, ARENA_BYTES = 256 << 20 };

static void check(bool ok)
{
	if (!ok)
		abort();
}

static void decode(struct arena *a, const struct article_unit *u, const struct article_options *o)
{
	struct article article;
	struct error e = {.code = OK};
	jmp_buf escape;
	a->escape = &escape;
	if (setjmp(escape) == 0) {
		if (article_decode(a, u, o, &article, &e) == OK)
			check(article.as_read.len && article.doc_id.len == 16 && article.source.len);
		else
			check(e.msg[0]);
	}
	a->escape = NULL;
	arena_reset(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char path[] = "/tmp/kharita-fuzz-XXXXXX";
	const char *inputs[] = {path};
	const struct article_options options = {
		.max_bytes = 4 << 20, .any_language = true, .max_archive_bytes = 64 << 20};
	struct article_reader *reader = NULL;
	struct article_unit unit;
	struct arena arena;
	struct error e;
	bool more = true;
	int fd = mkstemp(path);
	check(fd >= 0 && write(fd, data, size) == (ssize_t)size);
	close(fd);
	arena_init(&arena, ARENA_BYTES);
	check(article_reader_open(inputs, 1, &options, &reader, &e) == OK);
	for (size_t n = 0; more && n < MAX_UNITS; n++) {
		check(article_reader_next(reader, &unit, &more, &e) == OK);
		if (!more)
			break;
		check(unit.source && (unit.code == OK || unit.reason));
		decode(&arena, &unit, &options);
		article_unit_release(&unit);
	}
	article_reader_close(reader);
	arena_release(&arena);
	unlink(path);
	return 0;
}
