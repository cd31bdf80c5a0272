/* PMTiles version 3: one file of tiles in the order of a Hilbert curve, read by ranges. Tiles are gathered in a scratch
 * file as they come and copied in that order when all are there. https://github.com/protomaps/PMTiles/blob/main/spec/v3 */
#include "base/file.h"
#include "write/tiles_sink.h"

#include <jansson.h>
#include <libdeflate.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <xxhash.h>

enum {
	HEADER_BYTES = 127,
	ROOT_MAX_BYTES = 16384 - HEADER_BYTES, /* a reader gets header and root with its first request */
	LEAF_ENTRIES = 4096,
	COMPRESSION_NONE = 1,
	COMPRESSION_GZIP = 2,
	TYPE_PNG = 2,
	GZIP_LEVEL = 9,
	DIRECTORY_MAX_BYTES = 1 << 28,
};

struct entry {
	uint64_t id, offset; /* Hilbert number; of the scratch file, later of the file's tiles */
	uint32_t length, run;
	XXH128_hash_t hash;
};

struct pmtiles_sink {
	struct tile_sink sink;
	struct tileset_info info;
	struct atomic_file file;
	FILE *scratch;
	uint64_t scratch_bytes;
	struct entry *entries;
	size_t n, capacity;
	uint64_t n_addressed, n_contents, data_bytes;
	struct buf root, leaves, metadata;
};

static uint64_t hilbert_id(struct tile t)
{
	uint64_t id = ((UINT64_C(1) << 2 * t.z) - 1) / 3;
	uint64_t x = t.x, y = t.y, side = UINT64_C(1) << t.z;
	for (uint64_t s = side / 2; s > 0; s /= 2) {
		uint64_t right = (x & s) != 0, lower = (y & s) != 0;
		id += s * s * ((3 * right) ^ lower);
		if (lower)
			continue;
		if (right) {
			x = side - 1 - x;
			y = side - 1 - y;
		}
		uint64_t swap = x;
		x = y;
		y = swap;
	}
	return id;
}

static enum err io_error(const struct pmtiles_sink *s, struct error *e)
{
	return error_errno(e, ERR_IO, "cannot write tiles to '%s'", s->file.target);
}

static enum err put(struct tile_sink *sink, const struct tile_picture *p, bool *is_new, struct error *e)
{
	struct pmtiles_sink *s = (struct pmtiles_sink *)sink;
	if (s->n == s->capacity) {
		size_t capacity = s->capacity ? 2 * s->capacity : 1024;
		struct entry *grown = realloc(s->entries, capacity * sizeof *grown);
		if (!grown)
			return error_set(e, ERR_NOMEM, "no memory for tiles");
		s->entries = grown;
		s->capacity = capacity;
	}
	XXH128_hash_t hash = XXH3_128bits(p->png.ptr, p->png.len);
	s->entries[s->n++] = (struct entry){hilbert_id(p->tile), s->scratch_bytes, (uint32_t)p->png.len, 1, hash};
	s->scratch_bytes += p->png.len;
	*is_new = true;
	return fwrite(p->png.ptr, 1, p->png.len, s->scratch) == p->png.len ? OK : io_error(s, e);
}

static int by_id(const void *a, const void *b)
{
	const struct entry *p = a, *q = b;
	return p->id < q->id ? -1 : p->id > q->id;
}

static int by_hash(const void *a, const void *b)
{
	const struct entry *p = *(const struct entry *const *)a, *q = *(const struct entry *const *)b;
	int order = XXH128_cmp(&p->hash, &q->hash);
	return order ? order : p->id < q->id ? -1 : p->id > q->id;
}

/* Copies every picture once, in the order of the ids, and lets its repeats point to it. */
static enum err copy_tiles(struct pmtiles_sink *s, FILE *out, struct error *e)
{
	struct entry **same = malloc((s->n + 1) * sizeof(struct entry *));
	uint64_t *source = malloc((s->n + 1) * sizeof *source);
	struct buf bytes;
	buf_init(&bytes, 1 << 26);
	enum err result = same && source ? OK : error_set(e, ERR_NOMEM, "no memory for tiles");
	for (size_t i = 0; result == OK && i < s->n; i++) {
		same[i] = &s->entries[i];
		source[i] = s->entries[i].offset;
	}
	if (result == OK && s->n)
		qsort(same, s->n, sizeof *same, by_hash);
	for (size_t i = 1; result == OK && i < s->n; i++) /* run 0 marks a repeat, offset its first */
		if (XXH128_isEqual(same[i]->hash, same[i - 1]->hash)) {
			same[i]->offset = same[i - 1]->run ? (uint64_t)(same[i - 1] - s->entries) : same[i - 1]->offset;
			same[i]->run = 0;
		}
	for (size_t i = 0; result == OK && i < s->n; i++) {
		struct entry *t = &s->entries[i];
		if (!t->run) {
			t->offset = s->entries[t->offset].offset;
			t->run = 1;
			continue;
		}
		buf_clear(&bytes);
		if (!buf_reserve(&bytes, t->length) || fseek(s->scratch, (long)source[i], SEEK_SET) != 0 ||
		    fread(bytes.ptr, 1, t->length, s->scratch) != t->length ||
		    fwrite(bytes.ptr, 1, t->length, out) != t->length)
			result = io_error(s, e);
		t->offset = s->data_bytes;
		s->data_bytes += t->length;
		s->n_contents++;
	}
	buf_release(&bytes);
	free(source);
	free(same);
	return result;
}

/* Neighbours with one picture become one entry. */
static void join_runs(struct pmtiles_sink *s)
{
	size_t n = 0;
	for (size_t i = 0; i < s->n; i++) {
		struct entry *last = n ? &s->entries[n - 1] : NULL;
		if (last && last->id + last->run == s->entries[i].id && last->offset == s->entries[i].offset)
			last->run++;
		else
			s->entries[n++] = s->entries[i];
	}
	s->n = n;
}

static void put_varint(struct buf *b, uint64_t v)
{
	for (; v >= 128; v >>= 7)
		buf_append_char(b, (char)(v | 128));
	buf_append_char(b, (char)v);
}

static void compress(struct buf *out, struct sv in)
{
	struct libdeflate_compressor *c = libdeflate_alloc_compressor(GZIP_LEVEL);
	size_t bound = c ? libdeflate_gzip_compress_bound(c, in.len) : 0;
	if (!c || !buf_reserve(out, bound)) {
		out->failed = true;
	} else {
		out->len += libdeflate_gzip_compress(c, in.ptr, in.len, out->ptr + out->len, bound);
	}
	libdeflate_free_compressor(c);
}

/* A directory: numbers of all entries, column by column. A run of 0 points to a leaf. */
static void put_directory(struct buf *out, const struct entry *entries, size_t n)
{
	struct buf plain;
	buf_init(&plain, DIRECTORY_MAX_BYTES);
	put_varint(&plain, n);
	for (size_t i = 0; i < n; i++)
		put_varint(&plain, entries[i].id - (i ? entries[i - 1].id : 0));
	for (size_t i = 0; i < n; i++)
		put_varint(&plain, entries[i].run);
	for (size_t i = 0; i < n; i++)
		put_varint(&plain, entries[i].length);
	for (size_t i = 0; i < n; i++) {
		bool follows = i && entries[i].offset == entries[i - 1].offset + entries[i - 1].length;
		put_varint(&plain, follows ? 0 : entries[i].offset + 1);
	}
	buf_inherit(out, &plain);
	compress(out, buf_sv(&plain));
	buf_release(&plain);
}

static enum err put_directories(struct pmtiles_sink *s, struct error *e)
{
	put_directory(&s->root, s->entries, s->n);
	if (buf_ok(&s->root) && s->root.len > ROOT_MAX_BYTES) {
		size_t n_leaves = (s->n + LEAF_ENTRIES - 1) / LEAF_ENTRIES;
		struct entry *leaves = calloc(n_leaves, sizeof *leaves);
		if (!leaves)
			return error_set(e, ERR_NOMEM, "no memory for tiles");
		for (size_t i = 0; i < n_leaves; i++) {
			size_t from = i * LEAF_ENTRIES, n = s->n - from < LEAF_ENTRIES ? s->n - from : LEAF_ENTRIES;
			leaves[i] = (struct entry){.id = s->entries[from].id, .offset = s->leaves.len};
			put_directory(&s->leaves, s->entries + from, n);
			leaves[i].length = (uint32_t)(s->leaves.len - leaves[i].offset);
		}
		buf_clear(&s->root);
		put_directory(&s->root, leaves, n_leaves);
		free(leaves);
	}
	return buf_ok(&s->root) && buf_ok(&s->leaves) ? OK : error_set(e, ERR_NOMEM, "no memory for tiles");
}

static enum err put_metadata(struct pmtiles_sink *s, struct error *e)
{
	json_t *j = json_pack("{s:s, s:s, s:s, s:s, s:s}", "name", s->info.name, "description", s->info.description,
	                      "attribution", s->info.attribution, "version", s->info.version, "type", "overlay");
	char *text = j ? json_dumps(j, JSON_COMPACT) : NULL;
	if (text)
		compress(&s->metadata, sv_cstr(text));
	json_decref(j);
	enum err result = text && buf_ok(&s->metadata) ? OK : error_set(e, ERR_NOMEM, "no memory for tiles");
	free(text);
	return result;
}

static void put_number(unsigned char *at, uint64_t v, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i++)
		at[i] = (unsigned char)(v >> 8 * i);
}

static uint64_t e7(double degrees)
{
	return (uint32_t)(int32_t)lround(degrees * 1e7);
}

static void make_header(const struct pmtiles_sink *s, unsigned char h[HEADER_BYTES])
{
	const struct tileset_info *i = &s->info;
	uint64_t root = HEADER_BYTES, metadata = root + s->root.len, leaves = metadata + s->metadata.len;
	uint64_t tiles = leaves + s->leaves.len;
	const uint64_t numbers[] = {root, s->root.len, metadata, s->metadata.len, leaves, s->leaves.len, tiles,
	                            s->data_bytes, s->n_addressed, s->n, s->n_contents};
	memcpy(h, "PMTiles\3", 8);
	for (unsigned k = 0; k < sizeof numbers / sizeof *numbers; k++)
		put_number(h + 8 + 8 * k, numbers[k], 8);
	h[96] = 1; /* in the order of their ids */
	h[97] = COMPRESSION_GZIP;
	h[98] = COMPRESSION_NONE;
	h[99] = TYPE_PNG;
	h[100] = (unsigned char)i->min_zoom;
	h[101] = (unsigned char)i->max_zoom;
	put_number(h + 102, e7(i->south_west.lon_deg), 4);
	put_number(h + 106, e7(i->south_west.lat_deg), 4);
	put_number(h + 110, e7(i->north_east.lon_deg), 4);
	put_number(h + 114, e7(i->north_east.lat_deg), 4);
	h[118] = (unsigned char)i->centre_zoom;
	put_number(h + 119, e7(i->centre.lon_deg), 4);
	put_number(h + 123, e7(i->centre.lat_deg), 4);
}

static bool copy_all(FILE *from, FILE *to)
{
	char block[1 << 16];
	rewind(from);
	for (size_t n = fread(block, 1, sizeof block, from); n > 0; n = fread(block, 1, sizeof block, from))
		if (fwrite(block, 1, n, to) != n)
			return false;
	return !ferror(from);
}

static enum err commit(struct tile_sink *sink, struct error *e)
{
	struct pmtiles_sink *s = (struct pmtiles_sink *)sink;
	unsigned char header[HEADER_BYTES] = {0};
	FILE *ordered = tmpfile(), *out = s->file.stream;
	if (!ordered)
		return io_error(s, e);
	s->n_addressed = s->n;
	if (s->n)
		qsort(s->entries, s->n, sizeof *s->entries, by_id);
	enum err result = fflush(s->scratch) == 0 ? copy_tiles(s, ordered, e) : io_error(s, e);
	if (result == OK) {
		join_runs(s);
		result = put_directories(s, e);
	}
	if (result == OK)
		result = put_metadata(s, e);
	if (result == OK) {
		make_header(s, header);
		bool written = fwrite(header, 1, sizeof header, out) == sizeof header &&
		               fwrite(s->root.ptr, 1, s->root.len, out) == s->root.len &&
		               fwrite(s->metadata.ptr, 1, s->metadata.len, out) == s->metadata.len &&
		               (!s->leaves.len || fwrite(s->leaves.ptr, 1, s->leaves.len, out) == s->leaves.len) &&
		               copy_all(ordered, out);
		result = written ? OK : io_error(s, e);
	}
	(void)fclose(ordered);
	return result == OK ? atomic_file_commit(&s->file, e) : result;
}

static void close_sink(struct tile_sink *sink)
{
	struct pmtiles_sink *s = (struct pmtiles_sink *)sink;
	atomic_file_abort(&s->file);
	if (s->scratch)
		(void)fclose(s->scratch);
	buf_release(&s->root);
	buf_release(&s->leaves);
	buf_release(&s->metadata);
	free(s->entries);
	free(s);
}

enum err tile_sink_pmtiles(const char *path, const struct tileset_info *info, struct tile_sink **out, struct error *e)
{
	struct pmtiles_sink *s = calloc(1, sizeof *s);
	if (!s)
		return error_set(e, ERR_NOMEM, "no memory for tiles");
	s->sink = (struct tile_sink){.put = put, .commit = commit, .close = close_sink};
	s->info = *info;
	buf_init(&s->root, DIRECTORY_MAX_BYTES);
	buf_init(&s->leaves, DIRECTORY_MAX_BYTES);
	buf_init(&s->metadata, 1 << 20);
	enum err result = atomic_file_open(&s->file, path, e);
	if (result == OK && !(s->scratch = tmpfile()))
		result = error_errno(e, ERR_IO, "no scratch file for '%s'", path);
	if (result != OK) {
		close_sink(&s->sink);
		return result;
	}
	*out = &s->sink;
	return OK;
}
