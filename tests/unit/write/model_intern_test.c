#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "write/model_intern.h"

#include <stdlib.h>

enum { MANY = 20000 };

static struct sv nth(struct arena *a, size_t i)
{
	return arena_printf(a, "%zu", i * 7919);
}

/* One copy of each, wherever the table grew in between; it outlives the table. */
static void test_one_copy(void **state)
{
	struct arena copies, table, scratch;
	const char **first = calloc(MANY, sizeof *first);
	(void)state;
	assert_non_null(first);
	arena_init(&copies, 0);
	arena_init(&table, 0);
	arena_init(&scratch, 0);
	struct intern t = {.arena = &copies, .table = &table};
	for (size_t round = 0; round < 2; round++)
		for (size_t i = 0; i < MANY; i++) {
			bool is_new;
			struct sv text = nth(&scratch, i);
			const char *copy = intern_bytes(&t, text.ptr, text.len, &is_new);
			assert_int_equal(is_new, round == 0);
			assert_int_equal((uintptr_t)copy % 16, 0);
			assert_true(round == 0 || copy == first[i]);
			first[i] = copy;
		}
	arena_release(&table);
	for (size_t i = 0; i < MANY; i++)
		assert_string_equal(first[i], nth(&scratch, i).ptr);
	arena_release(&copies);
	arena_release(&scratch);
	free(first);
}

/* Bytes differ from a longer run of the same bytes, and nothing from something; the empty text is one, too. */
static void test_sizes(void **state)
{
	struct arena a;
	(void)state;
	arena_init(&a, 0);
	struct intern t = {.arena = &a};
	assert_ptr_not_equal(intern_bytes(&t, "ab", 2, NULL), intern_bytes(&t, "ab", 3, NULL));
	assert_ptr_not_equal(intern_bytes(&t, "", 0, NULL), intern_bytes(&t, "", 1, NULL));
	assert_ptr_equal(intern_bytes(&t, NULL, 0, NULL), intern_bytes(&t, "", 0, NULL));
	assert_int_equal(intern_sv(&t, SV("")).len, 0);
	arena_release(&a);
}

static void test_values(void **state)
{
	struct arena a, scratch;
	(void)state;
	arena_init(&a, 0);
	arena_init(&scratch, 0);
	struct intern t = {.arena = &a};
	size_t *kept = intern_value(&t, "kept", 4);
	assert_int_equal(*kept, 0);
	*kept = 5;
	for (size_t i = 0; i < MANY; i++) {
		struct sv text = nth(&scratch, i);
		*intern_value(&t, text.ptr, text.len) += i;
	}
	for (size_t i = 0; i < MANY; i++) {
		struct sv text = nth(&scratch, i);
		assert_int_equal(*intern_value(&t, text.ptr, text.len), i);
	}
	assert_ptr_equal(intern_value(&t, "kept", 4), kept);
	assert_int_equal(*kept, 5);
	arena_release(&a);
	arena_release(&scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_one_copy), cmocka_unit_test(test_sizes),
	                                   cmocka_unit_test(test_values)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
