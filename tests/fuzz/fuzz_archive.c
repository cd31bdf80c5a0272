/* Fuzz target: the bytes as a packed file: gzip, zip, tar and what else libarchive unpacks. */
#include "fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (fuzz_is(data, size, CONTENT_ARCHIVE))
		fuzz_read(data, size, &FUZZ_READ);
	return 0;
}
