/* Reading a file as `kharita extract` does, for the targets of each kind of input. */
#ifndef KHARITA_TESTS_FUZZ_READER_H
#define KHARITA_TESTS_FUZZ_READER_H

#include "article/article.h"
#include "article/sniff.h"
#include "fuzz.h"

enum { FUZZ_MAX_UNITS = 100000, FUZZ_ARENA_BYTES = 256 << 20 };

static inline void fuzz_decode_unit(struct arena *a, const struct article_unit *u, const struct article_options *o)
{
	struct article article;
	struct error e = {.code = OK};
	jmp_buf escape;
	a->escape = &escape;
	if (setjmp(escape) == 0) {
		if (article_decode(a, u, o, &article, &e) == OK) {
			check(article.as_read.len && article.doc_id.len == 16 && article.source.len);
			check(utf8_validate(article.as_read) == SIZE_MAX && utf8_validate(article.title) == SIZE_MAX);
			check(utf8_validate(article.text) == SIZE_MAX && utf8_validate(article.source_url) == SIZE_MAX);
			check(utf8_validate(article.outlet) == SIZE_MAX && utf8_validate(article.published) == SIZE_MAX);
		} else {
			check_error(&e);
		}
	}
	a->escape = NULL;
	arena_reset(a);
}

/* Every unit of the file comes out as an article or with a reason. */
static inline void fuzz_read(const uint8_t *data, size_t size, const struct article_options *options)
{
	const char *path = fuzz_file(data, size, ".in");
	struct article_reader *reader = NULL;
	struct article_unit unit;
	struct arena arena;
	struct error e;
	bool more = true;
	arena_init(&arena, FUZZ_ARENA_BYTES);
	check(article_reader_open(&path, 1, options, &reader, &e) == OK);
	for (size_t n = 0; more && n < FUZZ_MAX_UNITS; n++) {
		check(article_reader_next(reader, &unit, &more, &e) == OK);
		if (!more)
			break;
		check(unit.source && (unit.code == OK || unit.reason));
		fuzz_decode_unit(&arena, &unit, options);
		article_unit_release(&unit);
	}
	article_reader_close(reader);
	arena_release(&arena);
	unlink(path);
}

/* Whether the bytes are told to be of that kind: a target of one kind leaves the others alone. */
static inline bool fuzz_is(const uint8_t *data, size_t size, enum content wanted)
{
	struct source *source = NULL;
	struct stream stream = {.source = NULL};
	enum content content = CONTENT_REFUSED;
	const char *reason = NULL;
	struct error e;
	const char *path = fuzz_file(data, size, ".in");
	bool is = source_open(path, false, &source, &e) == OK;
	if (is) {
		stream_open(&stream, source, 4 << 20);
		is = sniff_content(&stream, false, &content, &reason, &e) == OK && content == wanted;
		stream_close(&stream);
	}
	unlink(path);
	return is;
}

static const struct article_options FUZZ_READ = {
	.max_bytes = 4 << 20, .any_language = true, .max_archive_bytes = 16 << 20, .max_entries = 1000};

#endif
