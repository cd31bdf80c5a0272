/* Fuzz target: the bytes as a feed, RSS or Atom. */
#include "fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (fuzz_is(data, size, CONTENT_FEED))
		fuzz_read(data, size, &FUZZ_READ);
	return 0;
}
