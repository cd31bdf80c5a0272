#include "text/decode.h"

#include "base/library.h"
#include "text/text.h"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

enum { SAMPLE_BYTES = 256 * 1024, CHARSET_NAME_MAX = 64 };

static const size_t decode_max_bytes = 512u * 1024 * 1024;

/* What begins so is no text, even where its head has no NUL. */
static const struct {
	struct sv magic;
	const char *what;
} magics[] = {
	{{"%PDF-", 5}, "a PDF document"},
	{{"PK\x03\x04", 4}, "a ZIP archive or office document"},
	{{"\x89PNG", 4}, "a PNG image"},
	{{"\xFF\xD8\xFF", 3}, "a JPEG image"},
	{{"GIF8", 4}, "a GIF image"},
	{{"\x7F" "ELF", 4}, "a program"},
	{{"\x1F\x8B", 2}, "gzip data"},
	{{"BZh", 3}, "bzip2 data"},
	{{"\xFD" "7zXZ", 5}, "xz data"},
	{{"\x28\xB5\x2F\xFD", 4}, "zstd data"},
	{{"\xD0\xCF\x11\xE0", 4}, "an office document"},
	{{"{\\rtf", 5}, "an RTF document"},
	{{"SQLite format 3", 15}, "an SQLite database"},
};

static const struct {
	struct sv mark;
	const char *charset;
} byte_order_marks[] = {
	{{"\xEF\xBB\xBF", 3}, "UTF-8"},
	{{"\xFF\xFE\x00\x00", 4}, "UTF-32LE"}, /* ahead of its prefix */
	{{"\x00\x00\xFE\xFF", 4}, "UTF-32BE"},
	{{"\xFF\xFE", 2}, "UTF-16LE"},
	{{"\xFE\xFF", 2}, "UTF-16BE"},
};

/* Controls that no text has. */
static bool is_odd_control(unsigned char c)
{
	return (c < 0x20 && (c < '\t' || c > '\r') && c != 0x1A && c != 0x1B) || c == 0x7F;
}

static enum err check_text(struct sv utf8, struct error *e)
{
	size_t controls = 0;
	if (utf8.len && memchr(utf8.ptr, '\0', utf8.len))
		return error_set(e, ERR_DATA, "binary content (NUL bytes); convert it to plain text first");
	for (size_t i = 0; i < utf8.len; i++)
		controls += is_odd_control((unsigned char)utf8.ptr[i]);
	if (controls * 50 > utf8.len)
		return error_set(e, ERR_DATA,
				 "binary content (%zu control characters in %zu bytes); convert it to plain text first",
				 controls, utf8.len);
	return OK;
}

static struct {
#define X(name) __typeof__(&name) name;
#include "text/library_icu.def"
#undef X
} icu;

#define QUOTE(name) #name
#define EXPORTED(name) QUOTE(name)

static const struct library_symbol icu_symbols[] = {
#define X(name) {EXPORTED(name), offsetof(__typeof__(icu), name)},
#include "text/library_icu.def"
#undef X
};
static struct library icu_library = LIBRARY(KHARITA_ICU, icu_symbols, &icu, NULL);

/* ICU, opened when the first text in another charset is met. */
static bool icu_open(void)
{
	return library_open(&icu_library);
}

/* One conversion, strict; with room 0 it only counts. */
static bool convert_once(const char *charset, struct sv bytes, char *out, int32_t room, int32_t *len)
{
	UErrorCode status = U_ZERO_ERROR;
	UConverter *converter = icu_open() ? icu.ucnv_open(charset, &status) : NULL;
	if (!converter || U_FAILURE(status))
		return false;
	icu.ucnv_setToUCallBack(converter, icu.UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
	*len = icu.ucnv_toAlgorithmic(UCNV_UTF8, converter, out, room, bytes.ptr, (int32_t)bytes.len, &status);
	icu.ucnv_close(converter);
	return U_SUCCESS(status) || (room == 0 && status == U_BUFFER_OVERFLOW_ERROR);
}

/* Converts to UTF-8 in the arena. No converter is open while the arena allocates: it may not return. */
static bool convert(struct arena *a, const char *charset, struct sv bytes, struct sv *utf8)
{
	int32_t len = 0;
	if (!convert_once(charset, bytes, NULL, 0, &len))
		return false;
	char *out = arena_alloc(a, (size_t)len + 1);
	if (!out || !convert_once(charset, bytes, out, len + 1, &len))
		return false;
	*utf8 = (struct sv){out, (size_t)len};
	return utf8_validate(*utf8) == SIZE_MAX;
}

static bool is_plausible_unit(unsigned unit)
{
	return (unit >= 0x20 && unit < 0x7F) || unit == '\n' || unit == '\r' || unit == '\t' ||
	       (unit >= 0x600 && unit < 0x700) || (unit >= 0x2000 && unit < 0x2070) || (unit >= 0xA0 && unit < 0x100) ||
	       (unit >= 0xFE70 && unit < 0xFF00);
}

/* UTF-16 without a mark: NULs or the high byte of the Arabic block at every other place. NULL if it is none. */
static const char *detect_utf16(struct sv bytes)
{
	struct sv sample = sv_take(bytes, 4096);
	size_t units = sample.len / 2;
	size_t little = 0;
	size_t big = 0;
	if (units == 0 || bytes.len % 2 != 0)
		return NULL;
	if (!memchr(sample.ptr, 0x00, sample.len) && !memchr(sample.ptr, 0x06, sample.len))
		return NULL;
	for (size_t i = 0; i < units; i++) {
		unsigned first = (unsigned char)sample.ptr[2 * i];
		unsigned second = (unsigned char)sample.ptr[2 * i + 1];
		little += is_plausible_unit(first | second << 8);
		big += is_plausible_unit(first << 8 | second);
	}
	size_t most = little > big ? little : big;
	if (most * 10 < units * 9 || little == big)
		return NULL;
	return little > big ? "UTF-16LE" : "UTF-16BE";
}

/* How often the article "al-" stands in bytes of a single-byte charset, against the count of high bytes. */
static bool has_articles(struct sv sample, unsigned char lam)
{
	size_t high = 0;
	size_t articles = 0;
	for (size_t i = 0; i + 1 < sample.len; i++) {
		high += (unsigned char)sample.ptr[i] >= 0x80;
		articles += (unsigned char)sample.ptr[i] == 0xC7 && (unsigned char)sample.ptr[i + 1] == lam;
	}
	return articles > 0 && articles * 100 >= high;
}

/* The two Arabic charsets share their alef (0xC7) but not their lam, which tells them apart surely. */
static bool decode_arabic(struct arena *a, struct sv bytes, struct sv *utf8, struct sv *charset)
{
	static const struct {
		unsigned char lam;
		const char *charset;
	} arabic[] = {{0xE1, "windows-1256"}, {0xE4, "ISO-8859-6"}};
	struct sv sample = sv_take(bytes, SAMPLE_BYTES);
	for (size_t i = 0; i < sizeof arabic / sizeof arabic[0]; i++) {
		if (!has_articles(sample, arabic[i].lam) || !convert(a, arabic[i].charset, bytes, utf8))
			continue;
		*charset = sv_cstr(arabic[i].charset);
		if (text_arabic_share(sv_take(*utf8, SAMPLE_BYTES)) > 0.4)
			return true;
	}
	return false;
}

/* ICU's best guess; false without one. */
static bool guess_charset(struct sv bytes, char name[CHARSET_NAME_MAX])
{
	if (!icu_open())
		return false;
	UErrorCode status = U_ZERO_ERROR;
	UCharsetDetector *detector = icu.ucsdet_open(&status);
	struct sv sample = sv_take(bytes, SAMPLE_BYTES);
	bool found = false;
	icu.ucsdet_setText(detector, sample.ptr, (int32_t)sample.len, &status);
	const UCharsetMatch *match = icu.ucsdet_detect(detector, &status);
	if (U_SUCCESS(status) && match && icu.ucsdet_getConfidence(match, &status) >= 10) {
		struct sv guess = sv_cstr(icu.ucsdet_getName(match, &status));
		found = U_SUCCESS(status) && guess.len > 0 && guess.len < CHARSET_NAME_MAX;
		if (found) {
			memcpy(name, guess.ptr, guess.len);
			name[guess.len] = '\0';
		}
	}
	icu.ucsdet_close(detector);
	return found;
}

/* Whether most sequences of several bytes are UTF-8: then it is damaged UTF-8 and no other charset. */
static bool is_damaged_utf8(struct sv bytes)
{
	struct sv rest = sv_take(bytes, SAMPLE_BYTES);
	size_t good = 0;
	size_t bad = 0;
	while (rest.len) {
		size_t n;
		unsigned char first = (unsigned char)rest.ptr[0];
		utf8_next(rest, &n);
		good += n > 1;
		bad += first >= 0x80 && n == 1;
		rest = sv_skip(rest, n);
	}
	return good >= 3 * bad;
}

static bool decode_declared(struct arena *a, struct sv bytes, struct sv declared, struct sv *utf8,
			    struct sv *charset)
{
	char name[CHARSET_NAME_MAX];
	declared = sv_trim(declared);
	if (declared.len == 0 || declared.len >= sizeof name)
		return false;
	memcpy(name, declared.ptr, declared.len);
	name[declared.len] = '\0';
	if (!icu_open() || icu.ucnv_compareNames(name, "UTF-8") == 0 || !convert(a, name, bytes, utf8))
		return false;
	*charset = arena_sv(a, declared);
	return true;
}

static enum err no_icu(struct error *e)
{
	return error_set(e, ERR_ENV, "its charset needs '%s', which is not installed; install ICU, or save it as UTF-8",
	                 KHARITA_ICU);
}

static enum err decode_marked(struct arena *a, const char *name, struct sv bytes, struct sv *utf8, struct sv *charset,
			      struct error *e)
{
	*charset = sv_cstr(name);
	if (strcmp(name, "UTF-8") != 0) {
		size_t unit = strncmp(name, "UTF-16", 6) == 0 ? 2 : 4;
		if (!icu_open())
			return no_icu(e);
		if (!convert(a, name, sv_take(bytes, bytes.len - bytes.len % unit), utf8))
			return error_set(e, ERR_DATA, "not the %s that its byte-order mark claims; save it as UTF-8",
					 name);
		return check_text(*utf8, e);
	}
	size_t bad = utf8_validate(bytes);
	if (bad != SIZE_MAX)
		return error_set(e, ERR_DATA, "invalid UTF-8 at byte %zu; save it as UTF-8 again", bad + 3);
	*utf8 = bytes;
	return check_text(*utf8, e);
}

/* Neither UTF-8 nor UTF-16: by declaration, by the Arabic letters' places, by ICU. */
static enum err decode_legacy(struct arena *a, struct sv bytes, struct sv declared, struct sv *utf8, struct sv *charset,
			      struct error *e)
{
	char name[CHARSET_NAME_MAX];
	enum err result = check_text(bytes, e);
	if (result != OK)
		return result;
	size_t bad = utf8_validate(bytes);
	if (is_damaged_utf8(bytes))
		return error_set(e, ERR_DATA, "invalid UTF-8 at byte %zu (0x%02X); save it as UTF-8 again", bad,
				 (unsigned)(unsigned char)bytes.ptr[bad]);
	if (!icu_open())
		return no_icu(e);
	if (decode_declared(a, bytes, declared, utf8, charset) || decode_arabic(a, bytes, utf8, charset))
		return check_text(*utf8, e);
	if (!guess_charset(bytes, name) || !convert(a, name, bytes, utf8))
		return error_set(e, ERR_DATA, "the bytes fit no known charset; save it as UTF-8");
	*charset = arena_sv(a, sv_cstr(name));
	return check_text(*utf8, e);
}

enum err text_decode(struct arena *a, struct sv bytes, struct sv declared, struct sv *utf8, struct sv *charset,
		     struct error *e)
{
	*utf8 = SV("");
	*charset = SV("UTF-8");
	if (bytes.len > decode_max_bytes)
		return error_set(e, ERR_LIMIT, "%zu bytes are more than the %zu that one text may have; split it",
				 bytes.len, decode_max_bytes);
	for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++)
		if (sv_starts(bytes, magics[i].magic))
			return error_set(e, ERR_DATA, "not text but %s; convert it to plain text first", magics[i].what);
	for (size_t i = 0; i < sizeof byte_order_marks / sizeof byte_order_marks[0]; i++) {
		struct sv mark = byte_order_marks[i].mark;
		if (sv_starts(bytes, mark))
			return decode_marked(a, byte_order_marks[i].charset, sv_skip(bytes, mark.len), utf8, charset,
					     e);
	}
	const char *wide = detect_utf16(bytes);
	if (wide && !icu_open())
		return no_icu(e);
	if (wide && convert(a, wide, bytes, utf8)) {
		*charset = sv_cstr(wide);
		return check_text(*utf8, e);
	}
	if (utf8_validate(bytes) != SIZE_MAX)
		return decode_legacy(a, bytes, declared, utf8, charset, e);
	*utf8 = bytes;
	return check_text(bytes, e);
}
