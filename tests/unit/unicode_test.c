/* The tables that the build makes, against ICU itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "text/unicode.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

enum { FIRST = 0x80, END = 0x110000, UNITS = 64 };

/* A part of each general category's name, and what the tokeniser makes of it. */
static enum char_class expected_class(UChar32 cp)
{
	static const struct {
		uint32_t categories;
		enum char_class class;
	} classes[] = {
		{U_GC_L_MASK | U_GC_NL_MASK, CHAR_LATIN},   {U_GC_M_MASK, CHAR_MARK},
		{U_GC_ND_MASK, CHAR_DIGIT},                 {U_GC_ZS_MASK | U_GC_CC_MASK, CHAR_SPACE},
		{U_GC_ZL_MASK | U_GC_ZP_MASK, CHAR_NEWLINE}, {U_GC_CF_MASK, CHAR_IGNORED},
	};
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
		if (U_GET_GC_MASK(cp) & classes[i].categories)
			return classes[i].class;
	return CHAR_PUNCT;
}

static void classes_are_those_of_the_categories(void **state)
{
	(void)state;
	for (UChar32 cp = FIRST; cp < END; cp++)
		if (unicode_class((uint32_t)cp) != expected_class(cp))
			fail_msg("U+%04X", (unsigned)cp);
}

static void digits_have_their_values(void **state)
{
	(void)state;
	for (UChar32 cp = FIRST; cp < END; cp++) {
		int32_t value = u_charType(cp) == U_DECIMAL_DIGIT_NUMBER ? u_charDigitValue(cp) : 0;
		if (unicode_digit((uint32_t)cp) != (uint32_t)value)
			fail_msg("U+%04X", (unsigned)cp);
	}
	assert_int_equal(unicode_digit(0x0665), 5); /* Arabic-Indic five */
}

static void lower_case_is_icus(void **state)
{
	(void)state;
	for (UChar32 cp = FIRST; cp < END; cp++)
		if (unicode_lower((uint32_t)cp) != (uint32_t)u_tolower(cp))
			fail_msg("U+%04X", (unsigned)cp);
}

static void decompositions_are_icus(void **state)
{
	(void)state;
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfkc = unorm2_getNFKCInstance(&status);
	for (UChar32 cp = FIRST; cp < END; cp++) {
		UChar units[UNITS];
		uint32_t parts[UNICODE_MAX_PARTS];
		size_t n = unicode_decompose((uint32_t)cp, parts);
		int32_t length = unorm2_getDecomposition(nfkc, cp, units, UNITS, &status);
		assert_true(U_SUCCESS(status));
		size_t k = 0;
		for (int32_t i = 0; i < length; k++) {
			uint32_t part = units[i++];
			if (U16_IS_LEAD(part) && i < length)
				part = (uint32_t)U16_GET_SUPPLEMENTARY(part, units[i++]);
			if (k >= n || parts[k] != part)
				fail_msg("U+%04X, part %zu", (unsigned)cp, k);
		}
		if (k != n)
			fail_msg("U+%04X has %zu parts, not %zu", (unsigned)cp, k, n);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(classes_are_those_of_the_categories),
		cmocka_unit_test(digits_have_their_values),
		cmocka_unit_test(lower_case_is_icus),
		cmocka_unit_test(decompositions_are_icus),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
