#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/check.h"
#include "support/write_files.h"
#include "write/gpkg_rtree.h"

#include <sqlite3.h>
#include <stdlib.h>

enum { NODE_CELLS = 51 }; /* as many as SQLite puts into a node of a page of 4 KiB */

static sqlite3 *db;

static int64_t number(const char *sql)
{
	sqlite3_stmt *s;
	if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK || sqlite3_step(s) != SQLITE_ROW)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	int64_t n = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return n;
}

static void run(const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
}

static void assert_whole(void)
{
	sqlite3_stmt *s;
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT rtreecheck('tree')", -1, &s, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(s, 0), "ok");
	sqlite3_finalize(s);
}

/* Boxes all over the place, some of them points, some the same; ids with gaps. */
static void some_box(size_t i, double box[4])
{
	uint32_t x = (uint32_t)i * 2654435761u, y = (uint32_t)(i / 3) * 2246822519u;
	box[0] = 34.0 + x % 10007 / 1201.3;
	box[2] = 31.0 + y % 10009 / 1403.7;
	box[1] = box[0] + (i % 4 ? 0 : x % 17 / 31.0);
	box[3] = box[2] + (i % 4 ? 0 : y % 13 / 29.0);
}

static int64_t some_id(size_t i)
{
	return (int64_t)(i + i / 5 + 1);
}

/* The tree filled at once and, as `own`, the one that SQLite makes of the same rows. */
static void fill_both(size_t n)
{
	struct error e = {OK, ""};
	struct gpkg_entry *entries = malloc((n + 1) * sizeof *entries);
	sqlite3_stmt *s;
	(void)remove(scratch_path("tree.sqlite"));
	assert_int_equal(sqlite3_open(scratch_path("tree.sqlite"), &db), SQLITE_OK);
	run("PRAGMA synchronous=OFF; CREATE VIRTUAL TABLE tree USING rtree(id, minx, maxx, miny, maxy);"
	    "CREATE VIRTUAL TABLE own USING rtree(id, minx, maxx, miny, maxy); BEGIN");
	assert_int_equal(sqlite3_prepare_v2(db, "INSERT INTO own VALUES (?, ?, ?, ?, ?)", -1, &s, NULL), SQLITE_OK);
	for (size_t i = 0; i < n; i++) {
		double box[4];
		some_box(i, box);
		entries[i].id = some_id(i);
		sqlite3_bind_int64(s, 1, entries[i].id);
		for (int k = 0; k < 4; k++) {
			entries[i].box[k] = k % 2 ? gpkg_rtree_up(box[k]) : gpkg_rtree_down(box[k]);
			sqlite3_bind_double(s, k + 2, box[k]);
		}
		assert_int_equal(sqlite3_step(s), SQLITE_DONE);
		sqlite3_reset(s);
	}
	sqlite3_finalize(s);
	if (gpkg_rtree_fill(db, "tree", entries, n, &e) != OK)
		fail_msg("%s", e.msg);
	free(entries);
	run("COMMIT");
	sqlite3_close(db);
	assert_int_equal(sqlite3_open(scratch_path("tree.sqlite"), &db), SQLITE_OK);
}

static const size_t sizes[] = {0, 1, NODE_CELLS, NODE_CELLS + 1, NODE_CELLS * NODE_CELLS, NODE_CELLS * NODE_CELLS + 1, 9000};

static void it_is_the_tree_that_sqlite_takes_for_its_own(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		fill_both(sizes[i]);
		assert_whole();
		assert_int_equal(number("SELECT count(*) FROM tree"), sizes[i]);
		assert_int_equal(number("SELECT count(*) FROM (SELECT * FROM own EXCEPT SELECT * FROM tree)"), 0);
		assert_int_equal(number("SELECT count(*) FROM tree t JOIN own o ON t.id = o.id WHERE t.minx = o.minx AND "
		                        "t.maxx = o.maxx AND t.miny = o.miny AND t.maxy = o.maxy"), sizes[i]);
		sqlite3_close(db);
	}
}

static void it_finds_what_lies_in_a_window(void **state)
{
	(void)state;
	fill_both(9000);
	for (int x = 33; x < 44; x++) {
		char sql[512];
		const char *window = "SELECT id FROM %s WHERE maxx >= %d AND minx <= %d.4 AND maxy >= 33.2 AND miny <= 35.9";
		char tree[160], own[160];
		sqlite3_snprintf(sizeof tree, tree, window, "tree", x, x);
		sqlite3_snprintf(sizeof own, own, window, "own", x, x);
		sqlite3_snprintf(sizeof sql, sql, "SELECT count(*) FROM (%s)", own);
		int64_t expected = number(sql);
		sqlite3_snprintf(sizeof sql, sql, "SELECT count(*) FROM (%s INTERSECT %s)", own, tree);
		assert_int_equal(number(sql), expected);
	}
	assert_true(number("SELECT count(*) FROM tree WHERE maxx >= 36 AND minx <= 36.4") > 0);
	sqlite3_close(db);
}

static void it_can_be_edited(void **state)
{
	(void)state;
	fill_both(9000);
	run("DELETE FROM tree WHERE id % 3 = 0");
	assert_whole();
	run("INSERT INTO tree SELECT id, minx, maxx, miny, maxy FROM own WHERE id % 3 = 0");
	run("UPDATE tree SET minx = minx - 1, maxx = maxx + 1 WHERE id % 7 = 0");
	assert_whole();
	assert_int_equal(number("SELECT count(*) FROM tree"), 9000);
	run("DELETE FROM tree");
	assert_whole();
	sqlite3_close(db);
}

/* Few in most nodes is no harm to a reader, but makes a slow index. */
static void its_nodes_are_full(void **state)
{
	(void)state;
	fill_both(9000);
	int64_t leaves = (9000 + NODE_CELLS - 1) / NODE_CELLS, inner = (leaves + NODE_CELLS - 1) / NODE_CELLS;
	assert_int_equal(number("SELECT count(*) FROM tree_node"), leaves + inner + 1);
	sqlite3_close(db);
}

static void a_missing_tree_is_reported(void **state)
{
	(void)state;
	struct error e = {OK, ""};
	const struct gpkg_entry one = {.id = 1};
	fill_both(1);
	assert_int_equal(gpkg_rtree_fill(db, "nowhere", &one, 1, &e), ERR_IO);
	assert_non_null(strstr(e.msg, "'nowhere'"));
	sqlite3_close(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_the_tree_that_sqlite_takes_for_its_own), cmocka_unit_test(it_finds_what_lies_in_a_window),
		cmocka_unit_test(it_can_be_edited), cmocka_unit_test(its_nodes_are_full),
		cmocka_unit_test(a_missing_tree_is_reported)};
	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
