#include "gazetteer/format.h"

#include "gazetteer/gazetteer.h"

#include <assert.h>
#include <xxhash.h>
#if defined(__x86_64__) && defined(KHARITA_XXHASH_DISPATCH)
#include <xxh_x86dispatch.h> /* takes the widest registers that the machine has: twice as fast over megabytes */
#endif

static_assert(sizeof(struct file_place) == 128, "no hidden padding");
static_assert(sizeof(struct file_key) == 24, "no hidden padding");
static_assert(sizeof(struct file_image) == 24, "no hidden padding");
static_assert(sizeof(struct name_entry) == 8, "as in the file");
static_assert(sizeof(struct lonlat) == 16, "as in the file");
static_assert(sizeof(struct file_header) % FORMAT_ALIGN == 0, "sections start aligned");

static const uint32_t RECORD_SIZES[] = {
	[SECTION_HEAP] = 1,
	[SECTION_PLACES] = sizeof(struct file_place),
	[SECTION_IDS] = sizeof(uint32_t),
	[SECTION_NAMES] = sizeof(struct file_key),
	[SECTION_ENGLISH] = sizeof(struct file_key),
	[SECTION_ENTRIES] = sizeof(struct name_entry),
	[SECTION_PREFIXES] = sizeof(struct file_prefix),
	[SECTION_KNOWN] = sizeof(uint64_t),
	[SECTION_LIKES] = sizeof(uint64_t),
	[SECTION_GEOMETRIES] = sizeof(struct file_geometry),
	[SECTION_POLYGONS] = sizeof(struct file_span),
	[SECTION_RINGS] = sizeof(struct file_span),
	[SECTION_POINTS] = sizeof(struct lonlat),
	[SECTION_TABLES] = sizeof(struct file_table),
	[SECTION_CELLS] = sizeof(struct file_ref),
	[SECTION_IMAGES] = sizeof(struct file_image),
	[SECTION_IMAGE_BYTES] = 1,
};
static_assert(sizeof RECORD_SIZES / sizeof *RECORD_SIZES == SECTION_COUNT, "one size a section");

size_t format_record_size(enum section s)
{
	return RECORD_SIZES[s];
}

static uint64_t header_hash(struct file_header h)
{
	h.header_hash = 0;
	return XXH3_64bits(&h, sizeof h);
}

void format_seal(char *bytes, size_t len)
{
	struct file_header h;
	assert(len >= sizeof h);
	memcpy(&h, bytes, sizeof h);
	h.file_size = len;
	h.content_hash = XXH3_64bits(bytes + sizeof h, len - sizeof h);
	h.header_hash = header_hash(h);
	memcpy(bytes, &h, sizeof h);
}

enum err format_damaged(struct error *e, const char *path, const char *what)
{
	return error_set(e, ERR_DATA,
	                 "the gazetteer '%s' is damaged (%s): build it again with 'kharita gazetteer build'", path, what);
}

static bool section_fits(const struct file_header *h, enum section s)
{
	const struct file_section *f = &h->sections[s];
	if (f->offset < sizeof *h || f->offset % FORMAT_ALIGN != 0 || f->offset > h->file_size ||
	    f->size > h->file_size - f->offset || f->size % RECORD_SIZES[s] != 0)
		return false;
	return f->size / RECORD_SIZES[s] < UINT32_MAX;
}

enum err format_verify(const char *path, const char *bytes, size_t len, struct error *e)
{
	struct file_header h;
	if (len < sizeof h)
		return format_damaged(e, path, "too short");
	memcpy(&h, bytes, sizeof h);
	if (memcmp(h.magic, FORMAT_MAGIC, sizeof h.magic) != 0)
		return error_set(e, ERR_DATA,
		                 "'%s' is not a compiled gazetteer: make one with 'kharita gazetteer build'", path);
	if (h.endian != FORMAT_ENDIAN || h.version != FORMAT_VERSION)
		return error_set(e, ERR_DATA,
		                 "the gazetteer '%s' was compiled by another version or for another machine: "
		                 "build it again with 'kharita gazetteer build'",
		                 path);
	if (h.header_hash != header_hash(h))
		return format_damaged(e, path, "its header does not match its checksum");
	if (h.file_size != len)
		return format_damaged(e, path, "its length is not what its header says");
	for (unsigned s = 0; s < SECTION_COUNT; s++)
		if (!section_fits(&h, (enum section)s))
			return format_damaged(e, path, "a section lies outside the file");
	return OK;
}

enum err format_verify_content(const char *path, const char *bytes, size_t len, struct error *e)
{
	struct file_header h;
	memcpy(&h, bytes, sizeof h);
	if (h.content_hash != XXH3_64bits(bytes + sizeof h, len - sizeof h))
		return format_damaged(e, path, "its content does not match its checksum");
	return OK;
}
