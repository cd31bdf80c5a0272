#include "write/import_text.h"

#include "base/file.h"
#include "gazetteer/import.h"
#include "text/decode.h"

#include <cpl_vsi.h>

static const size_t most_bytes = (size_t)1 << 30;

static bool is_table(struct sv path)
{
	static const char *const SUFFIXES[] = {".csv", ".tsv", ".txt", ".CSV", ".TSV", ".TXT"};
	for (size_t i = 0; i < sizeof SUFFIXES / sizeof *SUFFIXES; i++)
		if (sv_ends(path, sv_cstr(SUFFIXES[i])))
			return true;
	return false;
}

static size_t count(struct sv line, char c)
{
	size_t n = 0;
	for (size_t i = 0; i < line.len; i++)
		n += line.ptr[i] == c;
	return n;
}

/* Most frequent in the header. */
static char separator_of(struct sv text)
{
	static const char ALL[] = {',', ';', '\t', '|'};
	struct sv header;
	char best = ',';
	sv_split(&text, '\n', &header);
	for (size_t i = 0; i < sizeof ALL; i++)
		best = count(header, ALL[i]) > count(header, best) ? ALL[i] : best;
	return best;
}

/* GDAL does not tell '|' from text: a tab instead, but for what stands between quotation marks. */
static void replace_bars(char *text, size_t n)
{
	bool quoted = false;
	for (size_t i = 0; i < n; i++) {
		quoted = quoted != (text[i] == '"');
		if (text[i] == '|' && !quoted)
			text[i] = '\t';
	}
}

const char *import_text_path(struct arena *a, const char *path, bool *copy)
{
	struct file_map map = {0};
	struct sv text, charset;
	*copy = false;
	if (!is_table(sv_cstr(path)) || file_map(path, &map, NULL) != OK)
		return path;
	struct sv bytes = sv_make(map.ptr, map.len);
	bool decoded = map.len && map.len < most_bytes &&
	               text_decode(a, bytes, sv_make("", 0), &text, &charset, NULL) == OK;
	bool other = decoded && (text.ptr != map.ptr || separator_of(text) == '|' || !sv_ends(sv_cstr(path), SV(".csv")));
	if (other) {
		struct sv own = arena_sv(a, text);
		char *p = (char *)(uintptr_t)own.ptr;
		char separator = separator_of(own);
		if (separator == '|')
			replace_bars(p, own.len);
		path = arena_printf(a, "/vsimem/import-%p.%s", (void *)p,
		                    separator == '|' || separator == '\t' ? "tsv" : "csv")
		               .ptr;
		VSILFILE *f = VSIFileFromMemBuffer(path, (GByte *)p, own.len, FALSE);
		*copy = f != NULL;
		if (f)
			VSIFCloseL(f);
	}
	file_unmap(&map);
	return path;
}

void import_text_close(const char *path)
{
	VSIUnlink(path);
}

/* The bytes of a text that was decoded as Latin-1 though it has no Latin letter; false for any other. */
static bool latin1_bytes(struct arena *a, struct sv text, struct sv *out)
{
	char *bytes = arena_alloc(a, text.len + 1);
	size_t n = 0, high = 0;
	for (size_t len = 0; text.len; text = sv_skip(text, len)) {
		uint32_t cp = utf8_next(text, &len);
		bool letter = (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z');
		if (cp > 0xFF || letter)
			return false;
		high += cp >= 0xC0;
		bytes[n++] = (char)cp;
	}
	*out = sv_make(bytes, n);
	return high >= 2;
}

struct sv import_text_cell(struct arena *a, struct sv cell)
{
	struct sv bytes = cell;
	struct sv text, charset;
	cell = arena_sv(a, sv_trim(cell));
	if (utf8_validate(cell) == SIZE_MAX && !latin1_bytes(a, cell, &bytes))
		return cell;
	bool decoded = text_decode(a, bytes, SV("windows-1256"), &text, &charset, NULL) == OK && import_is_arabic(text);
	if (decoded)
		return arena_sv(a, sv_trim(text));
	return utf8_validate(cell) == SIZE_MAX ? cell : sv_make("", 0);
}
