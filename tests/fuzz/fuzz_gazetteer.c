/* Fuzz target: a compiled gazetteer, damaged behind the program's back. The bytes are taken as the file itself, and as
 * damage to a small one that is compiled here, so that a corpus outlives changes of the format: each eight bytes are a
 * place and what is written there. The checksums are made right, so that what lies behind them must hold by itself. */
#include "fuzz_engine.h"
#include "fuzz_folder.h"
#include "gazetteer/open.h"

#define HEADER_BIT UINT32_C(0x80000000) /* of a place: in the header, which says where everything lies */

static const struct gazetteer_image_maker makers[] = {{TOPONYM_IMAGE, toponym_rules_image}, {EVENT_IMAGE, event_rules_image}};
static struct buf whole;

static void compile_once(void)
{
	static struct fuzz_gazetteer folder;
	struct error e;
	if (whole.len)
		return;
	fuzz_gazetteer_open(&folder);
	buf_init(&whole, 1 << 26);
	check(gazetteer_build_with(folder.path, folder.out, makers, sizeof makers / sizeof *makers, NULL, &e) == OK);
	check(file_read(folder.out, &whole, &e) == OK);
	fuzz_gazetteer_close(&folder);
	check(whole.len > sizeof(struct file_header));
}

/* It is read before its content is checked, too (gazetteer_open_early()). */
static bool use(char *bytes, size_t size)
{
	struct gazetteer g;
	struct error e = {.code = OK};
	if (gazetteer_view_bytes(&g, "fuzz.gaz", bytes, size, &e) != OK) {
		check_error(&e);
		return false;
	}
	fuzz_use(&g);
	bool sound = gazetteer_check_content(&g, "fuzz.gaz", bytes, size, &e) == OK;
	if (!sound)
		check_error(&e);
	gazetteer_drop_tables(&g);
	return sound;
}

static void use_sealed(char *bytes, size_t size)
{
	struct file_header h;
	memcpy(&h, bytes, sizeof h);
	memcpy(h.magic, FORMAT_MAGIC, sizeof h.magic);
	h.endian = FORMAT_ENDIAN;
	h.version = FORMAT_VERSION;
	memcpy(bytes, &h, sizeof h);
	format_seal(bytes, size);
	use(bytes, size);
}

static void damage(char *bytes, size_t size, const uint8_t *data, size_t n)
{
	for (; n >= 8; n -= 8, data += 8) {
		uint32_t at;
		memcpy(&at, data, sizeof at);
		size_t room = at & HEADER_BIT ? sizeof(struct file_header) : size;
		memcpy(bytes + (at & ~HEADER_BIT) % (room - 3), data + 4, 4);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	compile_once();
	size_t room = size > whole.len ? size : whole.len;
	char *bytes = malloc(room);
	check(bytes != NULL);
	if (size)
		memcpy(bytes, data, size);
	use(bytes, size);
	if (size >= sizeof(struct file_header))
		use_sealed(bytes, size);
	memcpy(bytes, whole.ptr, whole.len);
	if (size < 8)
		check(use(bytes, whole.len));
	damage(bytes, whole.len, data, size);
	use_sealed(bytes, whole.len);
	free(bytes);
	return 0;
}
