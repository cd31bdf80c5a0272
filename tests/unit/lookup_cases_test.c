/* tests/data/lookup/cases.tsv, on the installed gazetteer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/file.h"
#include "gazetteer/lookup.h"
#include "gazetteer/tsv.h"
#include "support/check.h"

enum { QUERY, NEAR, RANK, NAME, KIND, ADMIN1, N_COLUMNS };

static const char *const COLUMNS[N_COLUMNS] = {"query", "near", "rank", "name_ar", "kind", "admin1"};

struct fixture {
	struct arena arena;
	struct gazetteer *gazetteer;
	struct buf content;
};

static struct lonlat near_of(struct fixture *f, struct sv cell)
{
	struct gazetteer_match *m = NULL;
	struct lonlat p = {0, 0};
	struct sv rest = cell;
	struct sv lon;
	if (sv_split(&rest, ',', &lon) && rest.ptr && sv_to_double(lon, &p.lon_deg) && sv_to_double(rest, &p.lat_deg))
		return p;
	assert_int_equal(gazetteer_lookup(&f->arena, f->gazetteer, cell, NULL, 1, &m), 1);
	return gazetteer_place(f->gazetteer, (size_t)m[0].place)->point;
}

static bool is_expected(const struct place *p, const struct sv *cells)
{
	return sv_eq(p->name_ar, cells[NAME]) && sv_eq_cstr(cells[KIND], place_kind_name(p->kind)) &&
	       sv_eq(p->admin1, cells[ADMIN1]);
}

static bool is_found(struct fixture *f, const struct sv *cells)
{
	struct gazetteer_match *m = NULL;
	int64_t rank = 0;
	assert_true(sv_to_int(cells[RANK], &rank) && rank > 0);
	struct lonlat near = cells[NEAR].len ? near_of(f, cells[NEAR]) : (struct lonlat){0, 0};
	size_t n = gazetteer_lookup(&f->arena, f->gazetteer, cells[QUERY], cells[NEAR].len ? &near : NULL, 0, &m);
	for (size_t i = 0; i < n && i < (size_t)rank; i++) {
		assert_true(m[i].score > 0 && m[i].score <= 1);
		if (is_expected(gazetteer_place(f->gazetteer, (size_t)m[i].place), cells))
			return true;
	}
	return false;
}

static void every_case_is_found(void **state)
{
	struct fixture *f = *state;
	struct error e = {0};
	struct tsv t;
	size_t of[N_COLUMNS], n = 0, missed = 0;
	bool more = true;
	const char *path = KHARITA_SOURCE_DIR "/tests/data/lookup/cases.tsv";
	assert_int_equal(file_read(path, &f->content, &e), OK);
	assert_int_equal(tsv_open(&f->arena, path, buf_sv(&f->content), &t, &e), OK);
	for (size_t i = 0; i < N_COLUMNS; i++)
		assert_true((of[i] = tsv_column(&t, COLUMNS[i])) != SIZE_MAX);
	while (tsv_next(&t, &more, &e) == OK && more) {
		struct sv cells[N_COLUMNS];
		for (size_t i = 0; i < N_COLUMNS; i++)
			cells[i] = t.cells[of[i]];
		n++;
		if (is_found(f, cells))
			continue;
		print_error("%s:%zu: '%.*s' does not find '%.*s'\n", path, t.line, SV_ARG(cells[QUERY]),
		            SV_ARG(cells[NAME]));
		missed++;
	}
	assert_false(more);
	assert_true(n > 80);
	assert_int_equal(missed, 0);
}

static int set_up(void **state)
{
	static struct fixture f;
	struct error e = {0};
	arena_init(&f.arena, 0);
	buf_init(&f.content, 1 << 20);
	*state = &f;
	return gazetteer_open(KHARITA_GAZ, &f.gazetteer, &e) == OK ? 0 : -1;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	gazetteer_close(f->gazetteer);
	buf_release(&f->content);
	arena_release(&f->arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(every_case_is_found)};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
