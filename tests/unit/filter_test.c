/* The filters ahead of the key tables: nothing that is there is missed, and little else passes. */
#include "gazetteer/filter.h"

#include "gazetteer/open.h"
#include "text/text.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "support/check.h"

enum { LETTER = 2 };

static struct gazetteer *g;

static int set_up(void **state)
{
	(void)state;
	struct error e = {0};
	assert_int_equal(gazetteer_open(KHARITA_GAZ, &g, &e), OK);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	gazetteer_close(g);
	return 0;
}

static void all_keys_and_beginnings_are_known(void **state)
{
	(void)state;
	size_t n = 0;
	const struct file_key *names = gazetteer_section(g, SECTION_NAMES, &n);
	for (size_t i = 0; i < n; i++)
		assert_true(!names[i].key.len || gazetteer_may_know(g, names[i].hash));
	const struct file_prefix *prefixes = gazetteer_section(g, SECTION_PREFIXES, &n);
	for (size_t i = 0; i < n; i++)
		assert_true(!prefixes[i].key.len || gazetteer_may_know(g, prefixes[i].hash));
}

static void little_else_is_known(void **state)
{
	(void)state;
	size_t passed = 0;
	for (unsigned i = 0; i < 10000; i++)
		passed += gazetteer_may_know(g, text_hash(sv_make((const char *)&i, sizeof i)));
	assert_in_range(passed, 0, 1000);
}

static bool may_be_misspelt(struct sv key, struct name_span names)
{
	for (size_t i = 0; i < names.n; i++) {
		const struct place *p = gazetteer_place(g, (size_t)names.entries[i].place);
		if (p->ambiguity == AMBIGUITY_FREE && p->prominence > 0)
			return !memchr(key.ptr, ' ', key.len) && key.len >= 4 * LETTER;
	}
	return false;
}

/* The letter at byte `at` of a name replaced, left out, doubled by another, swapped with the next: bits of where to look. */
static void assert_edits_are_near(struct sv key, size_t at)
{
	static const char other[] = "\xD8\xB8"; /* a rare letter, U+0638 */
	char word[128];
	size_t letter = at / LETTER;
	memcpy(word, key.ptr, key.len);
	memcpy(word + at, other, LETTER);
	assert_true(gazetteer_resemblance(g, sv_make(word, key.len)) >> (letter + 1) & 1);
	memcpy(word + at, key.ptr + at + LETTER, key.len - at - LETTER);
	assert_true(gazetteer_resemblance(g, sv_make(word, key.len - LETTER)) & 1);
	memcpy(word + at, other, LETTER);
	memcpy(word + at + LETTER, key.ptr + at, key.len - at);
	assert_true(gazetteer_resemblance(g, sv_make(word, key.len + LETTER)) >> (letter + 1) & 1);
	if (at + LETTER == key.len)
		return;
	memcpy(word, key.ptr, key.len);
	memcpy(word + at, key.ptr + at + LETTER, LETTER);
	memcpy(word + at + LETTER, key.ptr + at, LETTER);
	assert_true(gazetteer_resemblance(g, sv_make(word, key.len)) >> (letter + 1) & 1);
}

static void names_a_letter_away_are_near(void **state)
{
	(void)state;
	size_t n = 0, judged = 0;
	const struct file_key *names = gazetteer_section(g, SECTION_NAMES, &n);
	for (size_t i = 0; i < n; i++) {
		struct sv key = gazetteer_text(g, names[i].key);
		uint64_t hashes[FILTER_MAX_LETTERS + 1];
		size_t n_hashes;
		if (!may_be_misspelt(key, gazetteer_span(g, names[i].entries)) || key.len > 60 ||
		    !filter_likes(key, hashes, &n_hashes))
			continue;
		for (size_t at = 0; at < key.len; at += LETTER)
			assert_edits_are_near(key, at);
		judged++;
	}
	assert_true(judged > 1000);
}

static void few_other_words_are_near(void **state)
{
	(void)state;
	size_t passed = 0;
	for (unsigned i = 0; i < 10000; i++) {
		char word[10];
		for (size_t k = 0; k < sizeof word; k += LETTER) {
			unsigned letter = 0x28 + (i * 2654435761U >> (4 + k)) % 18; /* of U+0628 to U+0639 */
			word[k] = (char)0xD8;
			word[k + 1] = (char)(0x80 | letter);
		}
		passed += gazetteer_resemblance(g, sv_make(word, sizeof word)) != 0;
	}
	assert_in_range(passed, 0, 3000);
	assert_true(gazetteer_resemblance(g, SV("abc")) == UINT64_MAX);
}

int main(void)
{
#define LAW(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	static const struct CMUnitTest tests[] = {
		LAW(all_keys_and_beginnings_are_known),
		LAW(little_else_is_known),
		LAW(names_a_letter_away_are_near),
		LAW(few_other_words_are_near),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
