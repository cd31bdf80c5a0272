#include "text/decode.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <unicode/ucnv.h>

#include "support/check.h"

/* "Killing of two people by unknown gunmen's fire in the town of Al-Busayrah, in the countryside of Deir ez-Zor." */
static const char *const report = "مقتل شخصين برصاص مجهولين في بلدة البصيرة بريف دير الزور الشرقي.\n";

static struct arena arena;

static int setup(void **state)
{
	(void)state;
	arena_init(&arena, 0);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static enum err decode(struct sv bytes, const char *declared, struct sv *utf8, struct sv *charset)
{
	struct error e = {0};
	enum err result = text_decode(&arena, bytes, sv_cstr(declared), utf8, charset, &e);
	assert_true(result == OK || e.msg[0] != '\0');
	assert_true(result != OK || utf8_validate(*utf8) == SIZE_MAX);
	return result;
}

/* The report in another charset, by ICU itself. */
static struct sv encoded(const char *charset, const char *utf8)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t room = (int32_t)strlen(utf8) * 4 + 16;
	char *out = arena_alloc(&arena, (size_t)room);
	int32_t n = ucnv_convert(charset, "UTF-8", out, room, utf8, -1, &status);
	assert_true(U_SUCCESS(status));
	return sv_make(out, (size_t)n);
}

static struct sv with_mark(struct sv mark, struct sv bytes)
{
	struct sv parts[] = {mark, bytes};
	return arena_join(&arena, parts, 2, SV(""));
}

static void check_decodes(struct sv bytes, const char *declared, const char *charset)
{
	struct sv utf8;
	struct sv name;
	assert_int_equal(decode(bytes, declared, &utf8, &name), OK);
	assert_sv_equal(utf8, report);
	assert_sv_equal(name, charset);
}

static void utf8_is_borrowed(void **state)
{
	(void)state;
	struct sv utf8;
	struct sv name;
	assert_int_equal(decode(sv_cstr(report), "", &utf8, &name), OK);
	assert_ptr_equal(utf8.ptr, report);
	check_decodes(with_mark(SV("\xEF\xBB\xBF"), sv_cstr(report)), "", "UTF-8");
	check_decodes(sv_cstr(report), "windows-1256", "UTF-8");
	assert_int_equal(decode(SV(""), "", &utf8, &name), OK);
	assert_int_equal(utf8.len, 0);
}

static void utf16_needs_no_mark(void **state)
{
	(void)state;
	struct sv little = encoded("UTF-16LE", report);
	struct sv big = encoded("UTF-16BE", report);
	check_decodes(little, "", "UTF-16LE");
	check_decodes(big, "", "UTF-16BE");
	check_decodes(with_mark(SV("\xFF\xFE"), little), "", "UTF-16LE");
	check_decodes(with_mark(SV("\xFE\xFF"), big), "", "UTF-16BE");
	check_decodes(with_mark(SV("\xFF\xFE\x00\x00"), encoded("UTF-32LE", report)), "", "UTF-32LE");
	check_decodes(with_mark(SV("\x00\x00\xFE\xFF"), encoded("UTF-32BE", report)), "", "UTF-32BE");
}

static void an_odd_last_byte_of_utf16_is_dropped(void **state)
{
	(void)state;
	struct sv bytes = with_mark(SV("\xFF\xFE"), encoded("UTF-16LE", report));
	struct sv parts[] = {bytes, SV("x")};
	check_decodes(arena_join(&arena, parts, 2, SV("")), "", "UTF-16LE");
}

static void arabic_code_pages_are_told_apart(void **state)
{
	(void)state;
	check_decodes(encoded("windows-1256", report), "", "windows-1256");
	check_decodes(encoded("ISO-8859-6", report), "", "ISO-8859-6");
	check_decodes(encoded("windows-1256", report), "utf-8", "windows-1256");
	check_decodes(encoded("windows-1256", report), "no-such-charset", "windows-1256");
}

static void a_declared_charset_is_believed_when_it_fits(void **state)
{
	(void)state;
	check_decodes(encoded("ibm-720", report), "ibm-720", "ibm-720");
}

static void other_languages_decode_too(void **state)
{
	(void)state;
	static const char *const german = "Ein Fahrzeug fuhr \xC3\xBC" "ber die Br\xC3\xBC" "cke \xC3\xB6stlich "
					  "der Stadt.\n";
	struct sv utf8;
	struct sv name;
	assert_int_equal(decode(encoded("windows-1252", german), "", &utf8, &name), OK);
	assert_sv_equal(utf8, german);
}

static void binary_content_is_refused(void **state)
{
	(void)state;
	static const struct sv rows[] = {
		{"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", 15},
		{"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16},
		{"PK\x03\x04\x14\0\0\0", 8},
		{"\x7F" "ELF\x02\x01\x01\0\0\0\0\0", 12},
		{"abc\0def", 7},
		{"\x01\x02\x03\x04\x05\x06\x07\x08", 8},
		{"\x1F\x8B\x08\x08", 4},
		{"{\\rtf1\\ansi x}", 14},
	};
	struct sv utf8;
	struct sv name;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_int_equal(decode(rows[i], "", &utf8, &name), ERR_DATA);
}

static void damaged_utf8_is_refused_with_its_place(void **state)
{
	(void)state;
	struct sv parts[] = {sv_cstr(report), SV("\xFF"), sv_cstr(report)};
	struct sv bytes = arena_join(&arena, parts, 3, SV(""));
	struct sv utf8;
	struct sv name;
	struct error e = {0};
	char place[32];
	snprintf(place, sizeof place, "byte %zu", strlen(report));
	assert_int_equal(text_decode(&arena, bytes, SV(""), &utf8, &name, &e), ERR_DATA);
	assert_non_null(strstr(e.msg, place));
	assert_int_equal(decode(sv_take(sv_cstr(report), strlen(report) - 5), "", &utf8, &name), ERR_DATA);
	assert_int_equal(decode(with_mark(SV("\xEF\xBB\xBF"), bytes), "", &utf8, &name), ERR_DATA);
}

static void validation_is_strict(void **state)
{
	(void)state;
	static const struct {
		struct sv bytes;
		size_t bad;
	} rows[] = {
		{{"abcdefgh\xD8", 9}, 8},
		{{"\xC0\x80", 2}, 0},
		{{"\xE0\x80\x80", 3}, 0},
		{{"\xED\xA0\x80", 3}, 0},
		{{"\xF4\x90\x80\x80", 4}, 0},
		{{"\xF0\x8F\xBF\xBF", 4}, 0},
		{{"\xF8\x88\x80\x80\x80", 5}, 0},
		{{"a\x80", 2}, 1},
		{{"", 0}, SIZE_MAX},
		{{"\xD9\x82", 2}, SIZE_MAX},
		{{"\xF0\x9F\x94\xB4", 4}, SIZE_MAX},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_true(utf8_validate(rows[i].bytes) == rows[i].bad);
}

/* One sequence after the other: what utf8_validate() must say. */
static size_t first_bad(struct sv s)
{
	for (size_t at = 0, n; at < s.len; at += n) {
		utf8_next_strict(sv_skip(s, at), &n);
		if (n == 1 && (unsigned char)s.ptr[at] >= 0x80)
			return at;
	}
	return SIZE_MAX;
}

static void validation_by_blocks_is_that_by_sequences(void **state)
{
	(void)state;
	static const char *const pieces[] = {"ق", "صف ", "abc", "\n", "\xE2\x80\x9C", "\xF0\x9F\x94\xB4", "\xC2\xA0", "\xDF\xBF"};
	static const char broken[] = {'\x80', '\xBF', '\xC0', '\xC1', '\xD8', '\xE2', '\xED', '\xF4', '\xF5', '\xFF', 'a'};
	uint64_t seed = 7;
	for (int round = 0; round < 20000; round++) {
		char bytes[320];
		size_t len = 0;
		size_t n_kinds = 1 + (size_t)round % (sizeof pieces / sizeof pieces[0]);
		while (len < 130 + (size_t)round % 140) {
			seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407U;
			const char *piece = pieces[(seed >> 40) % n_kinds];
			memcpy(bytes + len, piece, strlen(piece));
			len += strlen(piece);
		}
		assert_true(utf8_validate(sv_make(bytes, len)) == SIZE_MAX);
		seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407U;
		bytes[(seed >> 33) % len] = broken[(seed >> 20) % sizeof broken];
		assert_true(utf8_validate(sv_make(bytes, len)) == first_bad(sv_make(bytes, len)));
		assert_true(utf8_validate(sv_make(bytes, len / 2)) == first_bad(sv_make(bytes, len / 2)));
	}
}

static void every_code_point_survives_put_and_next(void **state)
{
	(void)state;
	for (uint32_t cp = 1; cp <= 0x10FFFF; cp++) {
		char bytes[4];
		size_t back;
		if (cp == 0xD800)
			cp = 0xE000;
		size_t n = utf8_put(cp, bytes);
		if (utf8_next(sv_make(bytes, n), &back) != cp || back != n)
			fail_msg("U+%04X", (unsigned)cp);
	}
}

int main(void)
{
#define LAW(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	static const struct CMUnitTest tests[] = {
		LAW(utf8_is_borrowed),
		LAW(utf16_needs_no_mark),
		LAW(an_odd_last_byte_of_utf16_is_dropped),
		LAW(arabic_code_pages_are_told_apart),
		LAW(a_declared_charset_is_believed_when_it_fits),
		LAW(other_languages_decode_too),
		LAW(binary_content_is_refused),
		LAW(damaged_utf8_is_refused_with_its_place),
		LAW(validation_is_strict),
		LAW(validation_by_blocks_is_that_by_sequences),
		LAW(every_code_point_survives_put_and_next),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
