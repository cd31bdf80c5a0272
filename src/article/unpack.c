#include "article/unpack.h"

#include "article/library.h"
#include "article/sniff.h"

#include <stdlib.h>

enum { CHUNK = 64 * 1024, READ_AHEAD = 1 << 20 };

const struct archive_library *unpack_library(struct archive **out, struct error *e)
{
	const struct archive_library *lib = library_archive(e);
	struct archive *a = lib ? lib->archive_read_new() : NULL;
	*out = a;
	if (!lib)
		return NULL;
	if (!a) {
		error_set(e, ERR_NOMEM, "out of memory");
		return NULL;
	}
	lib->archive_read_support_filter_gzip(a);
	lib->archive_read_support_filter_bzip2(a);
	lib->archive_read_support_filter_xz(a);
	lib->archive_read_support_filter_lzma(a);
	lib->archive_read_support_filter_zstd(a);
	lib->archive_read_support_filter_lz4(a);
	lib->archive_read_support_format_raw(a);
	return lib;
}

/* The memory that unpack_bytes() lends to the library. */
static la_ssize_t lend_once(struct archive *a, void *user, const void **bytes)
{
	struct sv *packed = user;
	(void)a;
	*bytes = packed->ptr;
	la_ssize_t n = (la_ssize_t)packed->len;
	packed->len = 0;
	return n;
}

enum err unpack_bytes(struct sv packed, struct buf *out, struct error *e)
{
	struct archive *a;
	struct archive_entry *entry;
	char bytes[CHUNK];
	la_ssize_t n = 0;
	const struct archive_library *lib = unpack_library(&a, e);
	if (!lib)
		return e->code;
	enum err result = OK;
	if (lib->archive_read_open(a, &packed, NULL, lend_once, NULL) != ARCHIVE_OK ||
		lib->archive_read_next_header(a, &entry) != ARCHIVE_OK)
		result = error_set(e, ERR_DATA, "its body is damaged");
	while (result == OK && (n = lib->archive_read_data(a, bytes, sizeof bytes)) > 0) {
		buf_append(out, sv_make(bytes, (size_t)n));
		if (!buf_ok(out))
			result = buf_fail(out, "its body", "; raise --max-article-bytes", e);
	}
	if (result == OK && n < 0)
		result = error_set(e, ERR_DATA, "its body is damaged");
	lib->archive_read_free(a);
	return result;
}

/* A packed file, or a plain one. */
struct unpacked {
	struct source base;
	struct stream packed;
	const struct archive_library *lib;
	struct archive *archive; /* NULL: plain */
	size_t lent;
	struct error failed; /* of the stream */
};

static la_ssize_t lend_stream(struct archive *a, void *user, const void **bytes)
{
	struct unpacked *u = user;
	struct sv ahead;
	(void)a;
	stream_skip(&u->packed, u->lent);
	u->lent = 0;
	if (stream_peek(&u->packed, 1, &ahead, &u->failed) != OK)
		return -1;
	*bytes = ahead.ptr;
	u->lent = ahead.len;
	return (la_ssize_t)ahead.len;
}

static enum err unpacked_fault(const struct unpacked *u, struct error *e)
{
	const char *text = u->lib->archive_error_string(u->archive);
	if (u->failed.code != OK)
		return error_set(e, u->failed.code, "%s", u->failed.msg);
	return error_set(e, ERR_DATA, "damaged or unknown packing: %s", text ? text : "it ends early");
}

static enum err unpacked_read(struct source *s, char *bytes, size_t room, size_t *got, struct error *e)
{
	struct unpacked *u = (struct unpacked *)s;
	struct sv ahead;
	*got = 0;
	if (u->archive) {
		la_ssize_t n = u->lib->archive_read_data(u->archive, bytes, room);
		*got = n > 0 ? (size_t)n : 0;
		return n < 0 ? unpacked_fault(u, e) : OK;
	}
	enum err result = stream_peek(&u->packed, 1, &ahead, e);
	if (result != OK)
		return result;
	*got = ahead.len < room ? ahead.len : room;
	if (*got)
		memcpy(bytes, ahead.ptr, *got);
	stream_skip(&u->packed, *got);
	return OK;
}

static void unpacked_close(struct source *s)
{
	struct unpacked *u = (struct unpacked *)s;
	if (u->archive)
		u->lib->archive_read_free(u->archive);
	stream_close(&u->packed);
	free(u);
}

static enum err unpacked_begin(struct unpacked *u, struct error *e)
{
	enum content content;
	struct archive_entry *entry;
	enum err result = sniff_packing(&u->packed, &content, e);
	if (result != OK || content != CONTENT_ARCHIVE)
		return result;
	u->lib = unpack_library(&u->archive, e);
	if (!u->lib)
		return e->code;
	if (u->lib->archive_read_open(u->archive, u, NULL, lend_stream, NULL) != ARCHIVE_OK ||
	    u->lib->archive_read_next_header(u->archive, &entry) != ARCHIVE_OK)
		return unpacked_fault(u, e);
	if (u->lib->archive_filter_count(u->archive) < 2) /* zip, tar */
		return error_set(e, ERR_DATA, "an archive of files; unpack it first");
	return OK;
}

enum err unpacked_open(const char *path, struct source **out, struct error *e)
{
	struct source *file;
	*out = NULL;
	enum err result = source_open(path, false, &file, e);
	if (result != OK)
		return result;
	struct unpacked *u = calloc(1, sizeof *u);
	if (!u) {
		file->close(file);
		return error_set(e, ERR_NOMEM, "out of memory");
	}
	*u = (struct unpacked){.base = {unpacked_read, unpacked_close, 0}, .failed = {.code = OK}};
	stream_open(&u->packed, file, READ_AHEAD);
	result = unpacked_begin(u, e);
	if (result != OK)
		unpacked_close(&u->base);
	else
		*out = &u->base;
	return result;
}
