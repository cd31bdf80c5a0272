/* Runs a fuzz target on the files of folders: what a fuzzer has found stays found, without one.   TARGET LEAST DIR...
 * Fails when the folders hold fewer than LEAST files. */
#include "base/file.h"
#include "base/staging.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX_FILE_BYTES = 256 << 20 };

static bool run_file(const char *folder, const char *name)
{
	struct buf content;
	struct error e;
	char *path = path_join(folder, name);
	buf_init(&content, MAX_FILE_BYTES);
	bool ok = path && file_read(path, &content, &e) == OK;
	/* A copy of exact size, so that a sanitizer sees what is read behind it. */
	uint8_t *copy = ok ? malloc(content.len ? content.len : 1) : NULL;
	if (copy) {
		if (content.len)
			memcpy(copy, content.ptr, content.len);
		fprintf(stderr, "%s\n", name);
		LLVMFuzzerTestOneInput(copy, content.len);
	}
	free(copy);
	buf_release(&content);
	free(path);
	return copy != NULL;
}

int main(int argc, char **argv)
{
	size_t n = 0;
	bool ok = argc > 2;
	for (int i = 2; i < argc; i++) {
		struct name_list names;
		struct error e;
		if (folder_names(argv[i], &names, &e) != OK) {
			fprintf(stderr, "%s\n", e.msg);
			return 1;
		}
		for (size_t k = 0; k < names.n; k++, n++)
			ok = run_file(argv[i], names.names[k]) && ok;
		name_list_free(&names);
	}
	printf("%zu inputs\n", n);
	return ok && n >= strtoul(argv[1], NULL, 10) ? 0 : 1;
}
