#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/file.h"
#include "base/library.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/check.h"

static char folder[64];

static int make_folder(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "/tmp/kharita_base_XXXXXX");
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
	(void)state;
	char command[128];
	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	return system(command) == 0 ? 0 : -1;
}

static const char *in_folder(const char *name)
{
	static char path[256];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	return path;
}

static void views_compare_as_bytes(void **state)
{
	(void)state;
	assert_true(sv_cmp(SV("ab"), SV("abc")) < 0);
	assert_true(sv_cmp(SV("\xFF"), SV("a")) > 0);
	assert_true(sv_cmp(SV(""), SV("")) == 0);
	assert_true(sv_eq(SV("x"), sv_take(SV("xy"), 1)));
	assert_true(sv_starts(SV("xy"), SV("")) && !sv_starts(SV("x"), SV("xy")));
	assert_true(sv_ends(SV("xy"), SV("y")) && !sv_ends(SV("y"), SV("xy")));
	assert_sv_equal(sv_skip(SV("ab"), 9), "");
	assert_sv_equal(sv_trim(SV(" \t a b\r\n")), "a b");
	assert_sv_equal(sv_cstr(NULL), "");
}

static void find_sees_every_place(void **state)
{
	(void)state;
	assert_int_equal(sv_find(SV("aaab"), SV("ab"), 0), 2);
	assert_int_equal(sv_find(SV("abab"), SV("ab"), 1), 2);
	assert_true(sv_find(SV("ab"), SV("abc"), 0) == SIZE_MAX);
	assert_true(sv_find(SV("ab"), SV("b"), 5) == SIZE_MAX);
	assert_int_equal(sv_find(SV("ab"), SV(""), 2), 2);
}

static void split_yields_empty_fields(void **state)
{
	(void)state;
	struct sv rest = SV("a||b");
	struct sv field;
	static const char *const expected[] = {"a", "", "b"};
	for (size_t i = 0; i < 3; i++) {
		assert_true(sv_split(&rest, '|', &field));
		assert_sv_equal(field, expected[i]);
	}
	assert_false(sv_split(&rest, '|', &field));
	rest = SV("");
	assert_true(sv_split(&rest, '|', &field));
	assert_false(sv_split(&rest, '|', &field));
}

static void numbers_are_parsed_whole(void **state)
{
	(void)state;
	double d = 0;
	int64_t n = 0;
	assert_true(sv_to_double(SV("-2.5e1"), &d));
	assert_near(d, -25, 0);
	assert_true(sv_to_int(SV("-9223372036854775808"), &n));
	assert_true(n == INT64_MIN);
	static const struct sv bad[] = {{"", 0},   {" 1", 2}, {"1 ", 2},
					{"1x", 2}, {"x", 1},  {"9223372036854775808", 19}};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_false(sv_to_int(bad[i], &n));
	assert_false(sv_to_double(SV("1e999"), &d));
}

/* Short decimals are read without strtod(): to the same bit. */
static void short_decimals_are_strtods(void **state)
{
	static const char *const texts[] = {"0", "-0", "7", "0.1", "-0.35", "36.276499", "40.1402812345678", ".5", "5.", "+3",
	                                    "123456789012345", "0.000000000000001", "1234567890123456", "1e3", "0x10"};
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		double expected = strtod(texts[i], NULL);
		double d;
		assert_true(sv_to_double(sv_cstr(texts[i]), &d));
		assert_memory_equal(&d, &expected, sizeof d);
	}
	for (int64_t i = 0; i < 200000; i++) {
		char text[32];
		double d;
		snprintf(text, sizeof text, "%d.%06d", (int)(i % 181), (int)(i * 7919 % 1000000));
		double expected = strtod(text, NULL);
		assert_true(sv_to_double(sv_cstr(text), &d));
		assert_memory_equal(&d, &expected, sizeof d);
	}
	static const char *const none[] = {".", "-", "1.2.3", "1,5", "--1", "1 "};
	int64_t n = 42;
	double d;
	for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
		assert_false(sv_to_double(sv_cstr(none[i]), &d));
	assert_false(sv_to_int(SV(""), &n));
	assert_int_equal(n, 42);
	assert_true(sv_to_int(SV("-012"), &n));
	assert_int_equal(n, -12);
	assert_false(sv_to_int(SV("1.0"), &n));
}

static void arena_escapes_when_its_thread_has_used_its_time(void **state)
{
	(void)state;
	struct arena a;
	jmp_buf escape;
	volatile unsigned n = 0;
	arena_init(&a, 0);
	a.escape = &escape;
	a.deadline_s = 1e-9; /* long past */
	if (setjmp(escape) == 0)
		for (; n < 100000; n++)
			(void)arena_alloc(&a, 16);
	assert_true(a.late);
	assert_true(n < 1000);
	a.deadline_s = thread_cpu_s() + 3600.0;
	if (setjmp(escape) == 0)
		for (n = 0; n < 1000; n++)
			(void)arena_alloc(&a, 16);
	assert_false(a.late);
	assert_int_equal(n, 1000);
	arena_release(&a);
}

static void arena_memory_is_zeroed_and_aligned(void **state)
{
	(void)state;
	struct arena a;
	arena_init(&a, 0);
	for (size_t round = 0; round < 3; round++) {
		for (size_t size = 1; size < 600000; size = size * 3 + 1) {
			unsigned char *p = arena_alloc(&a, size);
			assert_true((uintptr_t)p % 16 == 0);
			for (size_t i = 0; i < size; i++)
				assert_int_equal(p[i], 0);
			memset(p, 0xAA, size);
		}
		arena_reset(&a);
		assert_int_equal(a.used, 0);
	}
	arena_release(&a);
	arena_release(&(struct arena){0});
}

static void arena_text_is_terminated(void **state)
{
	(void)state;
	struct arena a;
	arena_init(&a, 0);
	struct sv copy = arena_sv(&a, SV("abc"));
	assert_string_equal(copy.ptr, "abc");
	assert_sv_equal(arena_printf(&a, "%d-%s", 7, "x"), "7-x");
	struct sv parts[] = {SV("a"), SV(""), SV("b")};
	assert_sv_equal(arena_join(&a, parts, 3, SV("/")), "a//b");
	assert_sv_equal(arena_join(&a, NULL, 0, SV("/")), "");
	arena_release(&a);
}

static void pushed_items_survive_growth(void **state)
{
	(void)state;
	struct arena a;
	arena_init(&a, 0);
	int *items = NULL;
	size_t n = 0;
	size_t capacity = 0;
	for (int i = 0; i < 10000; i++)
		*ARENA_PUSH(&a, items, n, &capacity) = i;
	for (int i = 0; i < 10000; i++)
		assert_int_equal(items[i], i);
	arena_release(&a);
}

static void a_full_arena_takes_the_escape(void **state)
{
	(void)state;
	struct arena a;
	jmp_buf escape;
	arena_init(&a, 1000);
	assert_null(arena_alloc(&a, 2000));
	assert_null(arena_calloc(&a, SIZE_MAX / 2, 3));
	a.escape = &escape;
	if (setjmp(escape) == 0) {
		for (;;)
			arena_alloc(&a, 100);
	}
	assert_in_range(a.used, 800, 1000);
	arena_release(&a);
}

static void a_buffer_keeps_its_ceiling(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 10);
	buf_append(&b, SV("12345"));
	buf_printf(&b, "%05d", 42);
	assert_true(buf_ok(&b));
	assert_sv_equal(buf_sv(&b), "1234500042");
	buf_append_char(&b, 'x');
	assert_false(buf_ok(&b));
	buf_append(&b, SV(""));
	assert_false(buf_ok(&b));
	assert_int_equal(b.len, 10);
	buf_clear(&b);
	buf_append_cstr(&b, "ok");
	assert_true(buf_ok(&b));
	buf_release(&b);
	assert_sv_equal(buf_sv(&b), "");
}

static void every_error_has_text_and_status(void **state)
{
	(void)state;
	for (int code = 0; code < ERR_COUNT; code++) {
		assert_true(err_text((enum err)code)[0] != '\0');
		assert_in_range(err_exit_status((enum err)code), 0, 4);
	}
	struct error e;
	errno = ENOENT;
	assert_int_equal(error_errno(&e, ERR_IO, "cannot open '%s'", "x"), ERR_IO);
	assert_non_null(strstr(e.msg, "cannot open 'x': "));
	assert_int_equal(error_set(NULL, ERR_DATA, "nobody listens"), ERR_DATA);
	char huge[2000];
	memset(huge, 'y', sizeof huge - 1);
	huge[sizeof huge - 1] = '\0';
	error_errno(&e, ERR_IO, "%s", huge);
	assert_true(strlen(e.msg) < sizeof e.msg);
}

static void a_written_file_reads_back(void **state)
{
	(void)state;
	struct error e = {0};
	struct buf b;
	struct file_map map;
	assert_int_equal(file_write(in_folder("a"), SV("hello"), &e), OK);
	buf_init(&b, 5);
	assert_int_equal(file_read(in_folder("a"), &b, &e), OK);
	assert_sv_equal(buf_sv(&b), "hello");
	buf_release(&b);
	buf_init(&b, 4);
	assert_int_equal(file_read(in_folder("a"), &b, &e), ERR_LIMIT);
	buf_release(&b);
	assert_int_equal(file_map(in_folder("a"), &map, &e), OK);
	assert_sv_equal(sv_make(map.ptr, map.len), "hello");
	file_unmap(&map);
	file_unmap(&map);
}

static void missing_and_unfit_files_are_errors(void **state)
{
	(void)state;
	struct error e = {0};
	struct buf b;
	struct file_map map;
	buf_init(&b, 100);
	assert_int_equal(file_read(in_folder("none"), &b, &e), ERR_IO);
	assert_non_null(strstr(e.msg, "none'"));
	assert_int_equal(file_read(folder, &b, &e), ERR_IO);
	assert_int_equal(file_map(in_folder("none"), &map, &e), ERR_IO);
	assert_int_equal(file_write(in_folder("empty"), SV(""), &e), OK);
	assert_int_equal(file_map(in_folder("empty"), &map, &e), ERR_DATA);
	assert_int_equal(file_write(in_folder("no/such/folder"), SV("x"), &e), ERR_IO);
	buf_release(&b);
}

static void an_aborted_file_leaves_nothing(void **state)
{
	(void)state;
	struct error e = {0};
	struct atomic_file f;
	char temporary[300];
	assert_int_equal(atomic_file_open(&f, in_folder("half"), &e), OK);
	snprintf(temporary, sizeof temporary, "%s", f.temporary);
	fputs("half", f.stream);
	assert_int_equal(access(in_folder("half"), F_OK), -1);
	atomic_file_abort(&f);
	atomic_file_abort(&f);
	assert_int_equal(access(temporary, F_OK), -1);
	assert_int_equal(access(in_folder("half"), F_OK), -1);
}

static void folders_are_made_with_their_parents(void **state)
{
	(void)state;
	struct error e = {0};
	struct stat st;
	assert_int_equal(dir_make(in_folder("p/q/r/"), &e), OK);
	assert_int_equal(dir_make(in_folder("p/q/r"), &e), OK);
	assert_int_equal(stat(in_folder("p/q/r"), &st), 0);
	assert_int_equal(file_write(in_folder("file"), SV("x"), &e), OK);
	assert_int_equal(dir_make(in_folder("file"), &e), ERR_IO);
	assert_int_equal(dir_make(in_folder("file/sub"), &e), ERR_IO);
}

static void paths_join_with_one_slash(void **state)
{
	(void)state;
	static const char *const rows[][3] = {{"a", "b", "a/b"}, {"a/", "b", "a/b"}, {"", "b", "b"}, {"/", "b", "/b"}};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char *path = path_join(rows[i][0], rows[i][1]);
		assert_string_equal(path, rows[i][2]);
		free(path);
	}
	char where[4096];
	struct error e = {0};
	assert_int_equal(exe_dir(where, sizeof where, &e), OK);
	assert_int_equal(where[0], '/');
}

static struct {
	double (*cos)(double);
	double (*none)(double);
} maths;
static int times_ready;

static void count_ready(void)
{
	times_ready++;
}

static void libraries_open_once_and_whole(void **state)
{
	static const struct library_symbol known[] = {{"cos", 0}};
	static const struct library_symbol unknown[] = {{"cos", 0}, {"no_such_function", sizeof(double (*)(double))}};
	static struct library whole = LIBRARY("libm.so.6", known, &maths, count_ready);
	static struct library lacking = LIBRARY("libm.so.6", unknown, &maths, count_ready);
	static struct library missing = LIBRARY("libkharita-none.so.1", known, &maths, count_ready);
	(void)state;
	for (int i = 0; i < 2; i++) {
		assert_true(library_open(&whole));
		assert_false(library_open(&lacking));
		assert_false(library_open(&missing));
	}
	assert_int_equal(times_ready, 1);
	assert_true(maths.cos(0.0) > 0.999);
	assert_true(!maths.none);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(views_compare_as_bytes),
		cmocka_unit_test(find_sees_every_place),
		cmocka_unit_test(split_yields_empty_fields),
		cmocka_unit_test(numbers_are_parsed_whole),
		cmocka_unit_test(short_decimals_are_strtods),
		cmocka_unit_test(arena_memory_is_zeroed_and_aligned),
		cmocka_unit_test(arena_text_is_terminated),
		cmocka_unit_test(pushed_items_survive_growth),
		cmocka_unit_test(a_full_arena_takes_the_escape),
		cmocka_unit_test(a_buffer_keeps_its_ceiling),
		cmocka_unit_test(every_error_has_text_and_status),
		cmocka_unit_test(a_written_file_reads_back),
		cmocka_unit_test(missing_and_unfit_files_are_errors),
		cmocka_unit_test(an_aborted_file_leaves_nothing),
		cmocka_unit_test(folders_are_made_with_their_parents),
		cmocka_unit_test(arena_escapes_when_its_thread_has_used_its_time),
		cmocka_unit_test(paths_join_with_one_slash),
		cmocka_unit_test(libraries_open_once_and_whole),
	};
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
