/* Fuzz target: the bytes as article records in JSON, one a line or spread over lines, and as lines of a cluster. */
#include "fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (fuzz_is(data, size, CONTENT_LINES) || fuzz_is(data, size, CONTENT_OBJECTS))
		fuzz_read(data, size, &FUZZ_READ);
	struct article_options lines = FUZZ_READ;
	lines.lines = LINES_ONLY;
	fuzz_read(data, size, &lines);
	return 0;
}
