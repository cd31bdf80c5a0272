#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "gazetteer/lexicon.h"
#include "support/check.h"
#include "support/gazetteer_folder.h"

static const char HEADS[] = "# Head words\n"
                            "word\tkinds\tgloss\n"
                            "قرية\tvillage,hamlet\tvillage\n"
                            "\n"
                            "# a remark between rows\n"
                            "حقل\toil_field\t\n";

static int set_up(void **state)
{
	static struct folder_fixture f;
	folder_open(&f.folder);
	folder_text(&f.folder, "places.tsv", "id\tkind\tname_ar\nK1\tvillage\tالشولا\n");
	folder_text(&f.folder, "lexicon/heads.tsv", HEADS);
	folder_text(&f.folder, "lexicon/months.tsv", "names\tmonth\n");
	folder_text(&f.folder, "lexicon/notes.txt", "not a table");
	folder_text(&f.folder, "lexicon/.hidden.tsv", "not\ta\n table");
	f.gazetteer = folder_build(&f.folder, NULL);
	*state = &f;
	return 0;
}

static void a_table_has_its_columns_and_rows(void **state)
{
	struct folder_fixture *f = *state;
	const struct lexicon *t = lexicon_table(f->gazetteer, "heads");
	assert_non_null(t);
	assert_sv_equal(t->name, "heads");
	assert_int_equal(t->n_columns, 3);
	assert_int_equal(t->n_rows, 2);
	assert_sv_equal(lexicon_cell(t, 0, lexicon_column(t, "word")), "قرية");
	assert_sv_equal(lexicon_cell(t, 0, lexicon_column(t, "kinds")), "village,hamlet");
	assert_sv_equal(lexicon_cell(t, 1, lexicon_column(t, "word")), "حقل");
	assert_sv_equal(lexicon_cell(t, 1, lexicon_column(t, "gloss")), "");
}

static void what_is_not_there_is_empty(void **state)
{
	struct folder_fixture *f = *state;
	const struct lexicon *t = lexicon_table(f->gazetteer, "heads");
	assert_null(lexicon_table(f->gazetteer, "notes"));
	assert_null(lexicon_table(f->gazetteer, "head"));
	assert_int_equal(lexicon_column(t, "colour"), SIZE_MAX);
	assert_sv_equal(lexicon_cell(t, 0, SIZE_MAX), "");
	assert_sv_equal(lexicon_cell(t, 2, 0), "");
}

static void tables_stand_in_order_of_name(void **state)
{
	struct folder_fixture *f = *state;
	size_t n = 0;
	const struct lexicon *t = lexicon_tables(f->gazetteer, &n);
	assert_int_equal(n, 2);
	assert_sv_equal(t[0].name, "heads");
	assert_sv_equal(t[1].name, "months");
	assert_int_equal(t[1].n_rows, 0);
	assert_int_equal(t[1].n_columns, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_table_has_its_columns_and_rows, set_up, folder_fixture_close),
		cmocka_unit_test_setup_teardown(what_is_not_there_is_empty, set_up, folder_fixture_close),
		cmocka_unit_test_setup_teardown(tables_stand_in_order_of_name, set_up, folder_fixture_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
