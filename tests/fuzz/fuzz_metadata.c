/* Fuzz target: the bytes as the metadata table that a user gives beside the articles, and as a list of inputs. */
#include "article/inputs.h"
#include "article/metadata.h"
#include "article/when.h"
#include "fuzz.h"

static void check_rows(const struct metadata *m)
{
	for (size_t i = 0; i < m->n_rows; i++) {
		const struct metadata_row *r = &m->rows[i];
		check(r->source.len > 0);
		check(i == 0 || sv_cmp(m->rows[i - 1].source, r->source) < 0);
		char *path = strndup(r->source.ptr, r->source.len);
		check(path && (memchr(r->source.ptr, '\0', r->source.len) || metadata_find(m, path) != NULL));
		free(path);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *path = fuzz_file(data, size, ".tsv");
	struct metadata m = {.rows = NULL};
	struct inputs inputs = {.items = NULL};
	struct error e = {.code = OK};
	char when[WHEN_BYTES];
	if (metadata_read(path, &m, &e) == OK)
		check_rows(&m);
	else
		check_error(&e);
	metadata_release(&m);
	if (inputs_collect(&inputs, NULL, 0, &path, 1, &e) == OK)
		for (size_t i = 0; i < inputs.n; i++)
			check(inputs.items[i][0]);
	inputs_release(&inputs);
	when_parse(sv_make((const char *)data, size), size % 2, when);
	check(memchr(when, '\0', sizeof when));
	when_in_url(sv_make((const char *)data, size), when);
	check(memchr(when, '\0', sizeof when));
	unlink(path);
	return 0;
}
