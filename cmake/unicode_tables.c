/* Writes src/text/unicode.c's tables from ICU, when the program is built: what classes, digits, lower case and
 * compatibility decompositions code points have. Usage: unicode_tables FILE */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

enum { FIRST = 0x80, END = 0x110000, HANGUL = 0xAC00, HANGUL_END = 0xD7A4, UNITS = 64, ROOM = 8192 };

static bool failed;

/* The letters of src/text/charclass.h. */
static char class_of(UChar32 cp)
{
	uint32_t category = U_GET_GC_MASK(cp);
	if (category & (U_GC_L_MASK | U_GC_NL_MASK))
		return 'L';
	if (category & U_GC_M_MASK)
		return 'M';
	if (category & U_GC_ND_MASK)
		return 'D';
	if (category & (U_GC_ZS_MASK | U_GC_CC_MASK))
		return 'S';
	if (category & U_GC_CF_MASK)
		return 'I';
	return category & (U_GC_ZL_MASK | U_GC_ZP_MASK) ? 'N' : 'P';
}

/* The digits of a run must go from 0 to 9 again and again: their values are counted from its start. */
static void write_classes(FILE *out)
{
	char last = '\0';
	UChar32 first = FIRST;
	fputs("/* First code point << 8 | class of it and those behind it. */\nstatic const uint32_t class_runs[] = {\n", out);
	for (UChar32 cp = FIRST; cp < END; cp++) {
		char class = class_of(cp);
		if (class != last)
			fprintf(out, "\t0x%X << 8 | '%c',\n", (unsigned)(first = cp), class);
		last = class;
		failed |= class == 'D' && u_charDigitValue(cp) != (cp - first) % 10;
	}
	fputs("};\n\n", out);
}

static void write_lower(FILE *out)
{
	fputs("/* Letters and their lower case. */\nstatic const uint32_t lower_pairs[][2] = {\n", out);
	for (UChar32 cp = FIRST; cp < END; cp++)
		if (u_tolower(cp) != cp)
			fprintf(out, "\t{0x%X, 0x%X},\n", (unsigned)cp, (unsigned)u_tolower(cp));
	fputs("};\n\n", out);
}

static int32_t decompose(UChar32 cp, UChar units[UNITS])
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfkc = unorm2_getNFKCInstance(&status);
	int32_t n = U_FAILURE(status) || (cp >= HANGUL && cp < HANGUL_END)
	                    ? -1
	                    : unorm2_getDecomposition(nfkc, cp, units, UNITS, &status);
	failed |= U_FAILURE(status);
	return n;
}

static void write_decompositions(FILE *out)
{
	static unsigned starts[ROOM];
	UChar units[UNITS];
	size_t n = 0;
	unsigned end = 0;
	fputs("/* Code points with a compatibility decomposition, but Hangul syllables, ... */\n"
	      "static const uint32_t decomposed[] = {\n", out);
	for (UChar32 cp = FIRST; cp < END && n + 1 < ROOM; cp++) {
		int32_t length = decompose(cp, units);
		if (length < 0)
			continue;
		starts[n++] = end;
		end += (unsigned)length;
		fprintf(out, "\t0x%X,\n", (unsigned)cp);
	}
	starts[n] = end;
	failed |= n + 1 >= ROOM || end > UINT16_MAX;
	fputs("};\n\n/* ... where the units of each begin, and the last ends, ... */\n"
	      "static const uint16_t decomposed_starts[] = {\n", out);
	for (size_t i = 0; i <= n; i++)
		fprintf(out, "\t%u,\n", starts[i]);
	fputs("};\n\n/* ... and those units, UTF-16. */\nstatic const uint16_t decomposed_units[] = {\n", out);
	for (UChar32 cp = FIRST; cp < END; cp++) {
		int32_t length = decompose(cp, units);
		for (int32_t k = 0; k < length; k++)
			fprintf(out, "\t0x%X,\n", (unsigned)units[k]);
	}
	fputs("};\n", out);
}

int main(int argc, char **argv)
{
	FILE *out = argc == 2 ? fopen(argv[1], "w") : NULL;
	if (!out) {
		fputs("usage: unicode_tables FILE\n", stderr);
		return 2;
	}
	write_classes(out);
	write_lower(out);
	write_decompositions(out);
	if (fclose(out) != 0 || failed) {
		remove(argv[1]);
		fprintf(stderr, "cannot write '%s', or ICU's data are not what src/text/unicode.c expects\n", argv[1]);
		return 1;
	}
	return 0;
}
