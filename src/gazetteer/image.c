#include "gazetteer/image.h"

#include "gazetteer/rules_stamp.h"

enum { ALIGN = 16 };
static const char MAGIC[8] = "KHIMAGE1";

struct image_header {
	char magic[8];
	uint64_t stamp;
	uint64_t n[IMAGE_MAX_TABLES];
};

static size_t padded(size_t size)
{
	return (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
}

void image_write(struct buf *out, const struct image_table *tables, size_t n)
{
	static const char ZEROS[ALIGN] = {0};
	struct image_header h = {.stamp = KHARITA_RULES_STAMP};
	memcpy(h.magic, MAGIC, sizeof h.magic);
	for (size_t i = 0; i < n; i++)
		h.n[i] = tables[i].n;
	buf_append(out, sv_make((const char *)&h, sizeof h));
	for (size_t i = 0; i < n; i++) {
		size_t size = tables[i].n * tables[i].size;
		if (size)
			buf_append(out, sv_make(tables[i].records, size));
		buf_append(out, sv_make(ZEROS, padded(size) - size));
	}
}

void image_begin(struct buf *const *parts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_init(parts[i], SIZE_MAX / 2);
}

void image_end(struct buf *out, const struct image_table *tables, size_t n, struct buf *const *parts, size_t n_parts)
{
	for (size_t i = 0; i < n_parts; i++)
		buf_inherit(out, parts[i]);
	if (buf_ok(out))
		image_write(out, tables, n);
	for (size_t i = 0; i < n_parts; i++)
		buf_release(parts[i]);
}

bool image_open(struct sv bytes, struct image_table *tables, size_t n)
{
	struct image_header h;
	if (bytes.len < sizeof h)
		return false;
	memcpy(&h, bytes.ptr, sizeof h);
	if (memcmp(h.magic, MAGIC, sizeof h.magic) != 0 || h.stamp != KHARITA_RULES_STAMP)
		return false;
	size_t at = sizeof h;
	for (size_t i = 0; i < n; i++) {
		size_t left = bytes.len - at;
		if (h.n[i] >= UINT32_MAX || h.n[i] > left / tables[i].size || padded(h.n[i] * tables[i].size) > left)
			return false;
		tables[i].records = bytes.ptr + at;
		tables[i].n = (size_t)h.n[i];
		at += padded(tables[i].n * tables[i].size);
	}
	return at == bytes.len;
}

struct image_text image_put(struct buf *characters, struct sv s)
{
	struct image_text t = {(uint32_t)characters->len, (uint32_t)s.len};
	buf_append(characters, s);
	return t;
}

struct sv image_get(const struct image_table *characters, struct image_text t)
{
	if (t.offset > characters->n || t.len > characters->n - t.offset)
		return SV("");
	return sv_make((const char *)characters->records + t.offset, t.len);
}

bool image_is_hash(size_t n)
{
	return n > 0 && n < (size_t)1 << 31 && (n & (n - 1)) == 0;
}
