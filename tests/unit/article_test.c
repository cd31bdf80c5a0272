#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "article/article.h"
#include "article/metadata.h"
#include "article/published.h"
#include "base/file.h"
#include "support/check.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_UNITS = 64 };

/* "An attack on a post" */
static const char arabic[] = "هجوم على نقطة عسكرية في بلدة الشولا";

/* A folder of the test's own; paths of files in it. */
struct fixture {
	char dir[64];
	char path[256];
	struct arena arena;
	struct article_unit units[MAX_UNITS];
	size_t n;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	if (!f)
		return -1;
	strcpy(f->dir, "article-test-XXXXXX");
	if (!mkdtemp(f->dir))
		return -1;
	arena_init(&f->arena, 0);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	char command[128];
	for (size_t i = 0; i < f->n; i++)
		article_unit_release(&f->units[i]);
	snprintf(command, sizeof command, "rm -rf '%s'", f->dir);
	arena_release(&f->arena);
	free(f);
	return system(command);
}

static const char *in_dir(struct fixture *f, const char *name)
{
	snprintf(f->path, sizeof f->path, "%s/%s", f->dir, name);
	return f->path;
}

static void put(struct fixture *f, const char *name, const char *content)
{
	struct error e;
	char copy[256];
	snprintf(copy, sizeof copy, "%s", in_dir(f, name));
	char *slash = strrchr(copy, '/');
	*slash = '\0';
	assert_int_equal(dir_make(copy, &e), OK);
	assert_int_equal(file_write(in_dir(f, name), sv_cstr(content), &e), OK);
}

static void read_with(struct fixture *f, const char *input, const struct article_options *o)
{
	struct article_reader *r = NULL;
	struct error e;
	bool more = true;
	const char *inputs[] = {input};
	assert_int_equal(article_reader_open(inputs, 1, o, &r, &e), OK);
	while (more) {
		assert_true(f->n < MAX_UNITS);
		assert_int_equal(article_reader_next(r, &f->units[f->n], &more, &e), OK);
		f->n += more;
	}
	article_reader_close(r);
}

static void read_all(struct fixture *f, const char *input)
{
	const struct article_options o = {.max_bytes = 0};
	read_with(f, input, &o);
}

/* The path of a unit's source behind the fixture's folder. */
static const char *tail(const struct fixture *f, size_t i)
{
	assert_true(i < f->n);
	return f->units[i].source + strlen(f->dir) + 1;
}

static void test_folder_is_read_in_byte_order_of_paths(void **state)
{
	struct fixture *f = *state;
	put(f, "b.txt", arabic);
	put(f, "a/z.txt", arabic);
	put(f, "a-b/c.txt", arabic);
	put(f, "a.txt", arabic);
	put(f, "Z.txt", arabic);
	read_all(f, f->dir);
	const char *const expected[] = {"Z.txt", "a-b/c.txt", "a.txt", "a/z.txt", "b.txt"};
	assert_int_equal(f->n, 5);
	for (size_t i = 0; i < 5; i++) {
		assert_string_equal(tail(f, i), expected[i]);
		assert_int_equal(f->units[i].code, OK);
		assert_string_equal(f->units[i].bytes, arabic);
		assert_int_equal(f->units[i].sequence, i);
	}
}

static void test_what_is_no_article_is_rejected_with_a_reason(void **state)
{
	struct fixture *f = *state;
	put(f, ".hidden", arabic);
	put(f, ".git/config", arabic);
	put(f, "photo.PNG", "\x89PNG");
	put(f, "good.txt", arabic);
	put(f, "page.svg", "<?xml version=\"1.0\"?><svg></svg>");
	assert_int_equal(mkfifo(in_dir(f, "pipe"), 0600), 0);
	assert_int_equal(symlink("nowhere", in_dir(f, "dangling")), 0);
	assert_int_equal(symlink(".", in_dir(f, "loop")), 0);
	read_all(f, f->dir);
	static const struct {
		const char *name, *reason;
	} expected[] = {
		{".git", "hidden"},        {".hidden", "hidden"},        {"dangling", "symbolic link"},
		{"good.txt", NULL},        {"loop", "leads back"},       {"page.svg", "XML"},
		{"photo.PNG", "an image"}, {"pipe", "not a regular file"},
	};
	assert_int_equal(f->n, sizeof expected / sizeof expected[0]);
	for (size_t i = 0; i < f->n; i++) {
		assert_string_equal(tail(f, i), expected[i].name);
		assert_int_equal(f->units[i].code != OK, expected[i].reason != NULL);
		if (expected[i].reason)
			assert_non_null(strstr(f->units[i].reason, expected[i].reason));
	}
}

static void test_missing_input_is_a_rejection(void **state)
{
	struct fixture *f = *state;
	read_all(f, in_dir(f, "nothing.txt"));
	assert_int_equal(f->n, 1);
	assert_int_equal(f->units[0].code, ERR_IO);
}

static void test_json_lines_give_a_unit_each(void **state)
{
	struct fixture *f = *state;
	put(f, "feed",
	    "\xEF\xBB\xBF{\"text\": \"\\u0646\\u0635\", \"title\": \"T\", \"url\": \"http://a.example/1\", \"date\": "
	    "\"2021-09-18\"}\n"
	    "\n"
	    "{\"body\": \"b\", \"path\": \"p/1.txt\", \"link\": \"http://a.example/2\", \"outlet\": \"O\"}\r\n"
	    "{\"content\": \"c\", \"publish_date\": \"8/9/2021\"}\n"
	    "{\"title\": \"no text\"}\n"
	    "{broken\n"
	    "{\"text\": \"last\"}");
	read_all(f, in_dir(f, "feed"));
	assert_int_equal(f->n, 6);
	const struct article_unit *u = f->units;
	assert_string_equal(u[0].bytes, "نص"); /* text */
	assert_true(u[0].decoded);
	assert_string_equal(u[0].source, "http://a.example/1");
	assert_string_equal(u[0].title, "T");
	assert_string_equal(u[0].published, "2021-09-18");
	assert_string_equal(u[1].source, "p/1.txt");
	assert_string_equal(u[1].url, "http://a.example/2");
	assert_string_equal(u[1].outlet, "O");
	assert_string_equal(tail(f, 2), "feed#4");
	assert_null(u[2].published);
	assert_int_equal(u[3].code, ERR_REJECTED);
	assert_int_equal(u[4].code, ERR_DATA);
	assert_string_equal(tail(f, 4), "feed#6");
	assert_string_equal(u[5].bytes, "last");
}

static void test_json_array_and_spread_objects(void **state)
{
	struct fixture *f = *state;
	put(f, "array.json", " [\n {\"text\": \"a } ] \\\" {\"},\n {\"text\": \"b\", \"meta\": {\"x\": [1]}}\n]\n");
	put(f, "pretty.json", "{\n  \"text\": \"c\"\n}\n{\n  \"text\": \"d\"\n}\n");
	read_all(f, f->dir);
	assert_int_equal(f->n, 4);
	assert_string_equal(f->units[0].bytes, "a } ] \" {");
	assert_string_equal(f->units[1].bytes, "b");
	assert_string_equal(tail(f, 1), "array.json#2");
	assert_string_equal(f->units[2].bytes, "c");
	assert_string_equal(f->units[3].bytes, "d");
}

static void test_bracketed_dateline_is_text(void **state)
{
	struct fixture *f = *state;
	put(f, "a.txt", "[دير الزور - مراسلنا] هجوم"); /* a dateline in brackets */
	read_all(f, f->dir);
	assert_int_equal(f->n, 1);
	assert_false(f->units[0].decoded);
}

static void test_limit_spares_the_rest(void **state)
{
	struct fixture *f = *state;
	const struct article_options o = {.max_bytes = 100};
	char line[256];
	char feed[1024];
	memset(line, 'x', sizeof line - 1);
	line[sizeof line - 1] = '\0';
	snprintf(feed, sizeof feed, "{\"text\": \"a\"}\n{\"text\": \"%s\"}\n{\"text\": \"b\"}\n", line);
	put(f, "big.txt", line);
	put(f, "feed", feed);
	read_with(f, f->dir, &o);
	assert_int_equal(f->n, 4);
	assert_int_equal(f->units[0].code, ERR_LIMIT);
	assert_non_null(strstr(f->units[0].reason, "--max-article-bytes"));
	assert_string_equal(f->units[1].bytes, "a");
	assert_int_equal(f->units[2].code, ERR_LIMIT);
	assert_string_equal(f->units[3].bytes, "b");
}

static void test_metadata_applies_by_path_and_name(void **state)
{
	struct fixture *f = *state;
	char metadata[256];
	put(f, "in/a.txt", arabic);
	put(f, "in/x/a.txt", arabic);
	put(f, "in/b.txt", arabic);
	put(f, "in/m.tsv",
	    "published\tsource\toutlet\textra\r\n"
	    "2021-01-01\ta.txt\tfirst\t\r\n"
	    "2021-01-02\tx/a.txt\tsecond\tmore\r\n");
	snprintf(metadata, sizeof metadata, "%s", in_dir(f, "in/m.tsv"));
	const struct article_options o = {.metadata_path = metadata, .published = "2020-12-31"};
	read_with(f, in_dir(f, "in"), &o);
	assert_int_equal(f->n, 3); /* the metadata file is no input */
	assert_string_equal(f->units[0].published, "2021-01-01");
	assert_string_equal(f->units[0].outlet, "first");
	assert_string_equal(f->units[1].published, "2020-12-31");
	assert_string_equal(f->units[2].published, "2021-01-02");
	assert_string_equal(f->units[2].outlet, "second");
}

static void test_metadata_paths_may_begin_here_and_here(void **state)
{
	struct fixture *f = *state;
	struct metadata m;
	struct error e;
	put(f, "m.tsv", "source\tpublished\n././x/b.txt\t2021-01-03\n");
	assert_int_equal(metadata_read(in_dir(f, "m.tsv"), &m, &e), OK);
	assert_non_null(metadata_find(&m, "./././x/b.txt"));
	assert_non_null(metadata_find(&m, "x/b.txt"));
	metadata_release(&m);
}

static void test_unusable_metadata_names_line_and_reason(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *content, *message;
	} cases[] = {
		{"name\tpublished\n", "no column 'source'"},
		{"source\tpublished\na.txt\t18.9.2021\n", ":2'"},
		{"source\tpublished\na.txt\t2021-02-30\n", "2021-02-30"},
		{"source\tpublished\n\t2021-02-20\n", "'source' is empty"},
		{"source\na.txt\na.txt\n", "listed twice"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct metadata m;
		struct error e;
		put(f, "m.tsv", cases[i].content);
		assert_int_equal(metadata_read(in_dir(f, "m.tsv"), &m, &e), ERR_DATA);
		metadata_release(&m);
		if (!strstr(e.msg, cases[i].message))
			fail_msg("'%s' lacks '%s'", e.msg, cases[i].message);
	}
}

static void test_published_dates(void **state)
{
	(void)state;
	static const char *const good[] = {"2021-09-18", "2020-02-29", "2021-09-18T14:03", "2021-09-18 14:03:59",
	                                   "2021-09-18T14:03:59.25Z", "2021-09-18T14:03:59+03:00",
	                                   "2021-09-18T14:03+0300"};
	static const char *const bad[] = {"", "2021", "2021-9-18", "2021-02-29", "2021-13-01", "18/09/2021",
	                                  "2021-09-18T", "2021-09-18T25:00", "2021-09-18x", "2021-09-18T14:03 EET",
	                                  "0000-01-01"};
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		if (!published_is_valid(sv_cstr(good[i])))
			fail_msg("'%s' is valid", good[i]);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		if (published_is_valid(sv_cstr(bad[i])))
			fail_msg("'%s' is not valid", bad[i]);
}

static enum err decode(struct fixture *f, const char *bytes, size_t n, bool any_language, struct article *out,
                       struct error *e)
{
	char source[] = "s.txt";
	char *copy = malloc(n + 1);
	memcpy(copy, bytes, n);
	struct article_unit u = {.bytes = copy, .n_bytes = n, .source = source};
	const struct article_options o = {.any_language = any_language};
	enum err result = article_decode(&f->arena, &u, &o, out, e);
	out->text = result == OK ? arena_sv(&f->arena, out->text) : SV("");
	free(copy);
	return result;
}

static void test_decode_keeps_the_text_and_names_it_by_content(void **state)
{
	struct fixture *f = *state;
	struct article a;
	struct article b;
	struct error e;
	assert_int_equal(decode(f, arabic, sizeof arabic - 1, false, &a, &e), OK);
	assert_sv_equal(a.text, arabic);
	assert_sv_equal(a.source, "s.txt");
	assert_int_equal(a.doc_id.len, 16);
	assert_sv_equal(a.published, "");
	assert_int_equal(decode(f, arabic, sizeof arabic - 1, true, &b, &e), OK);
	assert_true(sv_eq(a.doc_id, b.doc_id));
	assert_int_equal(decode(f, arabic, sizeof arabic - 3, false, &b, &e), OK);
	assert_false(sv_eq(a.doc_id, b.doc_id));
}

static void test_decode_rejects(void **state)
{
	struct fixture *f = *state;
	static const char binary[] = "\x7f" "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\1\0\0\0\x40\x11\0\0\0\0\0\0";
	static const struct {
		const char *bytes;
		size_t n;
		const char *reason;
	} cases[] = {
		{"", 0, "empty"},
		{" \n\t ", 4, "empty"},
		{"12 :: 34", 8, "holds no text"},
		{"Fighting broke out near the river.", 34, "not Arabic"},
		{binary, sizeof binary - 1, ""},
	};
	struct article a;
	struct error e;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_int_equal(decode(f, cases[i].bytes, cases[i].n, false, &a, &e), ERR_REJECTED);
		assert_int_equal(e.code, ERR_REJECTED);
		assert_non_null(strstr(e.msg, cases[i].reason));
	}
	assert_int_equal(decode(f, cases[3].bytes, cases[3].n, true, &a, &e), OK);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_folder_is_read_in_byte_order_of_paths),
		TEST(test_what_is_no_article_is_rejected_with_a_reason),
		TEST(test_missing_input_is_a_rejection),
		TEST(test_json_lines_give_a_unit_each),
		TEST(test_json_array_and_spread_objects),
		TEST(test_bracketed_dateline_is_text),
		TEST(test_limit_spares_the_rest),
		TEST(test_metadata_applies_by_path_and_name),
		TEST(test_metadata_paths_may_begin_here_and_here),
		TEST(test_unusable_metadata_names_line_and_reason),
		cmocka_unit_test(test_published_dates),
		TEST(test_decode_keeps_the_text_and_names_it_by_content),
		TEST(test_decode_rejects),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
