/* What the fuzz targets share: the check that ends a run, the bytes as a file, the rules a JSON text must keep. */
#ifndef KHARITA_TESTS_FUZZ_H
#define KHARITA_TESTS_FUZZ_H

#include "base/file.h"
#include "text/decode.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Holds in release builds, too. */
static inline void fuzz_check(bool ok, const char *what, const char *file, int line)
{
	if (ok)
		return;
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
	abort();
}
#define check(ok) fuzz_check((ok), #ok, __FILE__, __LINE__)

/* A failure says why, in one text that is UTF-8. */
static inline void check_error(const struct error *e)
{
	check(e->msg[0] && memchr(e->msg, '\0', sizeof e->msg));
}

static inline const char *fuzz_folder(void)
{
	const char *tmp = getenv("TMPDIR");
	return access("/dev/shm", W_OK) == 0 ? "/dev/shm" : tmp ? tmp : "/tmp";
}

/* Writes the bytes to a scratch file of this process and returns its path; the next call with the same suffix writes
 * another content. fuzz_file_remove() with the path. */
static inline const char *fuzz_file(const uint8_t *data, size_t size, const char *suffix)
{
	static char path[256];
	snprintf(path, sizeof path, "%s/kharita-fuzz-%ld%s", fuzz_folder(), (long)getpid(), suffix);
	FILE *f = fopen(path, "wb");
	check(f && fwrite(data, 1, size, f) == size);
	check(fclose(f) == 0);
	return path;
}

/* Choices that a target makes come from the end of its input, so that corpora stay files of their kind. */
static inline uint8_t fuzz_choice(const uint8_t *data, size_t *size)
{
	return *size ? data[--*size] : 0;
}

#endif
