/* Fuzz target: the bytes as a file, of whatever kind they are; every fourth length also as lines of a cluster. */
#include "fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct article_options options = FUZZ_READ;
	options.max_archive_bytes = 64 << 20;
	options.max_entries = 0;
	fuzz_read(data, size, &options);
	if (size % 4 == 3) {
		options.lines = LINES_ONLY;
		fuzz_read(data, size, &options);
	}
	return 0;
}
