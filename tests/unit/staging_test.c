#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/staging.h"
#include "base/sv.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char root[64];

static int setup(void **state)
{
	(void)state;
	strcpy(root, "staging-test-XXXXXX");
	return mkdtemp(root) ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	char command[128];
	snprintf(command, sizeof command, "rm -rf '%s'", root);
	return system(command);
}

static const char *target(void)
{
	static char path[128];
	snprintf(path, sizeof path, "%s/out", root);
	return path;
}

static void put(const char *folder, const char *name, const char *content)
{
	struct error e;
	char *path = path_join(folder, name);
	assert_int_equal(file_write(path, sv_cstr(content), &e), OK);
	free(path);
}

/* Content of a file of the target; "" when it is not there. Static. */
static const char *content(const char *name)
{
	static char text[64];
	char *path = path_join(target(), name);
	FILE *f = fopen(path, "r");
	size_t n = f ? fread(text, 1, sizeof text - 1, f) : 0;
	text[n] = '\0';
	if (f)
		fclose(f);
	free(path);
	return text;
}

static size_t count_names(void)
{
	struct name_list names = {NULL, 0};
	size_t n = folder_names(target(), &names, NULL) == OK ? names.n : 0;
	name_list_free(&names);
	return n;
}

static void test_commit_moves_all_and_removes_the_old(void **state)
{
	(void)state;
	struct staging s;
	struct error e;
	static const char *const old[] = {"gone", "a", "../precious", ".hidden"};
	assert_int_equal(dir_make(target(), &e), OK);
	put(target(), "a", "old a");
	put(target(), "gone", "old");
	put(target(), "mine", "user's");
	put(target(), ".hidden", "user's");
	put(root, "precious", "user's");
	assert_int_equal(staging_open(target(), &s, &e), OK);
	put(s.path, "a", "new a");
	put(s.path, "b", "new b");
	assert_string_equal(content("a"), "old a");
	assert_int_equal(staging_commit(&s, old, 4, &e), OK);
	assert_string_equal(content("a"), "new a");
	assert_string_equal(content("b"), "new b");
	assert_string_equal(content("gone"), "");
	assert_string_equal(content("mine"), "user's");
	assert_string_equal(content("../precious"), "user's");
	assert_int_equal(count_names(), 4);
}

static void test_abort_leaves_no_trace(void **state)
{
	(void)state;
	struct staging s;
	struct error e;
	struct stat st;
	assert_int_equal(staging_open(target(), &s, &e), OK);
	put(s.path, "a", "new");
	staging_abort(&s);
	staging_abort(&s);
	assert_int_not_equal(stat(target(), &st), 0);
}

static void test_folders_are_exchanged_too(void **state)
{
	(void)state;
	struct staging s;
	struct error e;
	char path[256];
	snprintf(path, sizeof path, "%s/tiles/5", target());
	assert_int_equal(dir_make(path, &e), OK);
	put(path, "1.png", "old");
	assert_int_equal(staging_open(target(), &s, &e), OK);
	snprintf(path, sizeof path, "%s/tiles", s.path);
	assert_int_equal(dir_make(path, &e), OK);
	put(path, "2.png", "new");
	assert_int_equal(staging_commit(&s, NULL, 0, &e), OK);
	assert_string_equal(content("tiles/2.png"), "new");
	assert_string_equal(content("tiles/5/1.png"), "");
	assert_int_equal(count_names(), 1);
}

static void test_dead_staging_folders_go_and_others_stay(void **state)
{
	(void)state;
	struct staging s;
	struct error e;
	char path[256];
	snprintf(path, sizeof path, "%s/.kharita-4194305/deep", target()); /* above Linux's highest process number */
	assert_int_equal(dir_make(path, &e), OK);
	put(path, "x", "x");
	snprintf(path, sizeof path, "%s/.kharita-%ld", target(), (long)getppid());
	assert_int_equal(dir_make(path, &e), OK);
	assert_int_equal(staging_open(target(), &s, &e), OK);
	assert_int_equal(count_names(), 2);
	staging_abort(&s);
	assert_int_equal(count_names(), 1);
}

static void test_unusable_targets_are_told(void **state)
{
	(void)state;
	struct staging s;
	struct error e;
	put(root, "out", "a file");
	assert_int_equal(staging_open(target(), &s, &e), ERR_IO);
	assert_non_null(strstr(e.msg, "out"));
	staging_abort(&s);
	struct stat st;
	assert_int_equal(stat(target(), &st), 0);
	assert_true(S_ISREG(st.st_mode));
}

/* As a run leaves the folder that is killed while it changes names: one file is moved, the others wait. */
static void test_a_commit_that_was_cut_short_is_brought_to_its_end(void **state)
{
	(void)state;
	struct staging s;
	struct error e;
	char committed[160], backup[200];
	snprintf(committed, sizeof committed, "%s/.kharita-commit", target());
	snprintf(backup, sizeof backup, "%s/.replaced", committed);
	assert_int_equal(dir_make(backup, &e), OK);
	put(target(), "a", "new");
	put(backup, "a", "old");
	put(target(), "b", "old");
	put(target(), "gone", "old");
	put(target(), "mine", "mine");
	put(committed, "b", "new");
	put(committed, "c", "new");
	put(committed, ".removed", "gone\n../precious\n.\n"); /* a folder may come from somebody else */
	put(root, "precious", "user's");
	assert_int_equal(staging_recover(target(), &e), OK);
	assert_string_equal(content("../precious"), "user's");
	assert_string_equal(content("a"), "new");
	assert_string_equal(content("b"), "new");
	assert_string_equal(content("c"), "new");
	assert_string_equal(content("gone"), "");
	assert_string_equal(content("mine"), "mine");
	struct stat st;
	assert_int_not_equal(stat(committed, &st), 0);
	assert_int_equal(staging_recover(target(), &e), OK); /* nothing to do */
	assert_int_equal(staging_open(target(), &s, &e), OK);
	staging_abort(&s);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_commit_moves_all_and_removes_the_old),
		TEST(test_abort_leaves_no_trace),
		TEST(test_folders_are_exchanged_too),
		TEST(test_dead_staging_folders_go_and_others_stay),
		TEST(test_unusable_targets_are_told),
		TEST(test_a_commit_that_was_cut_short_is_brought_to_its_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
