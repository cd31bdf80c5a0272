/* Runs a fuzz target on the files of a folder: what a fuzzer has found stays found, without one. */
#include "base/file.h"

#include <dirent.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX_FILE_BYTES = 256 << 20 };

int main(int argc, char **argv)
{
	size_t n = 0;
	DIR *dir = argc == 2 ? opendir(argv[1]) : NULL;
	const struct dirent *entry;
	while (dir && (entry = readdir(dir))) {
		struct buf content;
		struct error e;
		char *path = path_join(argv[1], entry->d_name);
		buf_init(&content, MAX_FILE_BYTES);
		if (entry->d_name[0] != '.' && path && file_read(path, &content, &e) == OK) {
			/* A copy of exact size, so that a sanitizer sees what is read behind it. */
			uint8_t *copy = malloc(content.len ? content.len : 1);
			if (copy && content.len)
				memcpy(copy, content.ptr, content.len);
			fprintf(stderr, "%s\n", entry->d_name);
			if (copy)
				LLVMFuzzerTestOneInput(copy, content.len);
			free(copy);
			n++;
		}
		buf_release(&content);
		free(path);
	}
	if (dir)
		closedir(dir);
	printf("%zu inputs\n", n);
	return n >= 200 ? 0 : 1;
}
