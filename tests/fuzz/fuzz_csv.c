/* Fuzz target: the bytes as a table, with its own header or with columns that the user names. */
#include "fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct article_options options = FUZZ_READ;
	fuzz_read(data, size, &options);
	options.columns = "title,text,date,url";
	fuzz_read(data, size, &options);
	return 0;
}
