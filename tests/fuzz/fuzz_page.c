/* Fuzz target: the bytes as a web page and as a fragment of one. What comes out is valid UTF-8 and no longer than
 * what went in. */
#include "article/article.h"
#include "fuzz.h"

enum { ARENA_BYTES = 512 << 20 };

static void decode(const uint8_t *data, size_t size, enum unit_format format)
{
	static char source[] = "page";
	const struct article_options options = {.any_language = true};
	struct article_unit unit = {.bytes = malloc(size + 1), .n_bytes = size, .source = source, .format = format};
	struct article article;
	struct arena arena;
	struct error e = {.code = OK};
	jmp_buf escape;
	check(unit.bytes);
	if (size)
		memcpy(unit.bytes, data, size);
	arena_init(&arena, ARENA_BYTES);
	arena.escape = &escape;
	if (setjmp(escape) == 0) {
		if (article_decode(&arena, &unit, &options, &article, &e) == OK) {
			check(utf8_validate(article.as_read) == SIZE_MAX && utf8_validate(article.title) == SIZE_MAX);
			check(utf8_validate(article.text) == SIZE_MAX && article.text.len <= article.as_read.len);
		} else {
			check_error(&e);
		}
	}
	arena_release(&arena);
	free(unit.bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	decode(data, size, UNIT_PAGE);
	decode(data, size, UNIT_FRAGMENT);
	return 0;
}
