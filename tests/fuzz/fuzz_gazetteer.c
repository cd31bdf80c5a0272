/* Fuzz target: the bytes as a compiled gazetteer, damaged behind the program's back: as they are, which the checksums
 * refuse, and with the checksums made right, so that what lies behind them must hold by itself. */
#include "fuzz_engine.h"
#include "gazetteer/open.h"

static void use(char *bytes, size_t size)
{
	struct gazetteer g;
	struct error e = {.code = OK};
	if (gazetteer_open_bytes(&g, "fuzz.gaz", bytes, size, &e) != OK) {
		check_error(&e);
		return;
	}
	fuzz_use(&g);
	gazetteer_drop_tables(&g);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *bytes = malloc(size + 1);
	check(bytes != NULL);
	if (size)
		memcpy(bytes, data, size);
	use(bytes, size);
	if (size >= sizeof(struct file_header)) {
		struct file_header h;
		memcpy(&h, bytes, sizeof h);
		memcpy(h.magic, FORMAT_MAGIC, sizeof h.magic);
		h.endian = FORMAT_ENDIAN;
		h.version = FORMAT_VERSION;
		memcpy(bytes, &h, sizeof h);
		format_seal(bytes, size);
		use(bytes, size);
	}
	free(bytes);
	return 0;
}
