/* The pieces of JSON that a worker keeps, and the numbers in them. */
#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/memo.h"
#include "result/json_out.h"
#include "support/check.h"

static const struct sv village = {"village 7", 9};

/* Whether a key brings back a piece. */
static bool holds(struct memo *m, struct sv key, struct sv piece)
{
	struct buf out;
	buf_init(&out, 1 << 20);
	bool same = memo_append(m, key, &out) && buf_ok(&out) && sv_eq(buf_sv(&out), piece);
	buf_release(&out);
	return same;
}

static bool knows(struct memo *m, struct sv key)
{
	struct buf out;
	buf_init(&out, 1 << 20);
	bool known = memo_append(m, key, &out);
	assert_true(known || out.len == 0);
	buf_release(&out);
	return known;
}

static void a_piece_comes_back_under_its_key_alone(void **state)
{
	(void)state;
	struct memo *m = memo_new();
	assert_non_null(m);
	assert_false(knows(m, village));
	memo_put(m, village, SV("\"point\":null"));
	assert_true(holds(m, village, SV("\"point\":null")));
	const struct sv others[] = {SV("village 8"), SV("village"), SV("village 77"), SV("")};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(knows(m, others[i]));
	memo_put(m, village, SV("anew"));
	assert_true(holds(m, village, SV("anew")));
	memo_free(m);
}

/* However much it is given: what comes back is what was put there last, and what is asked for stays. */
static void it_stays_small_and_true(void **state)
{
	enum { PIECE = 40 * 1024, ROUNDS = 3, PLACES = 2000, EVERY = 5, MOST = 12 * 1024 * 1024 };
	(void)state;
	struct memo *m = memo_new();
	char *piece = malloc(PIECE);
	size_t held = 0, missed = 0;
	memo_put(m, village, SV("wanted"));
	for (int round = 0; round < ROUNDS; round++) {
		for (int32_t i = 0; i < PLACES; i++) {
			const struct sv key = sv_make((const char *)&i, sizeof i);
			memset(piece, 'a' + i % 26, PIECE);
			assert_true(!knows(m, key) || holds(m, key, sv_make(piece, PIECE)));
			memo_put(m, key, sv_make(piece, PIECE));
			assert_true(holds(m, key, sv_make(piece, PIECE)));
			missed += i % EVERY == 0 && !knows(m, village);
		}
	}
	for (int32_t i = 0; i < PLACES; i++)
		held += knows(m, sv_make((const char *)&i, sizeof i)) ? PIECE : 0;
	assert_in_range(held, PIECE, MOST);
	assert_int_equal(missed, 0);
	free(piece);
	memo_free(m);
}

enum { THREADS = 4, KEYS = 3000, TURNS = 6 };

static void *use(void *memo)
{
	struct memo *m = memo;
	char piece[512];
	size_t wrong = 0;
	for (uint32_t i = 0; i < KEYS * TURNS; i++) {
		uint32_t k = i * 7 % KEYS;
		const struct sv key = sv_make((const char *)&k, sizeof k), of = sv_make(piece, 1 + k % sizeof piece);
		memset(piece, 'a' + (int)(k % 26), sizeof piece);
		wrong += knows(m, key) && !holds(m, key, of) && knows(m, key);
		memo_put(m, key, of);
	}
	return wrong ? memo : NULL;
}

static void threads_share_it(void **state)
{
	(void)state;
	struct memo *m = memo_new();
	pthread_t threads[THREADS];
	for (size_t i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, use, m), 0);
	for (size_t i = 0; i < THREADS; i++) {
		void *wrong = m;
		assert_int_equal(pthread_join(threads[i], &wrong), 0);
		assert_null(wrong);
	}
	memo_free(m);
}

static void what_is_too_long_is_not_kept(void **state)
{
	enum { TOO_LONG = 64 * 1024 + 1 };
	(void)state;
	struct memo *m = memo_new();
	char *piece = calloc(1, TOO_LONG);
	memo_put(m, village, sv_make(piece, TOO_LONG));
	assert_false(knows(m, village));
	memo_put(NULL, village, SV("x"));
	assert_false(knows(NULL, village));
	free(piece);
	memo_free(m);
	memo_free(NULL);
}

static void assert_position(double lon_deg, double lat_deg)
{
	struct buf whole, parts;
	buf_init(&whole, 200);
	buf_init(&parts, 200);
	json_position(&whole, (struct lonlat){lon_deg, lat_deg});
	buf_append_char(&parts, '[');
	json_number(&parts, lon_deg, 6);
	buf_append_char(&parts, ',');
	json_number(&parts, lat_deg, 6);
	buf_append_char(&parts, ']');
	buf_append_char(&whole, '\0');
	buf_append_char(&parts, '\0');
	assert_string_equal(whole.ptr, parts.ptr);
	buf_release(&whole);
	buf_release(&parts);
}

static void positions_are_written_as_two_numbers(void **state)
{
	static const double odd[] = {0, -0.0, 180, -180, 99.9999995, 0.0000005, -0.0000004, 9.9999994, 360, 998.5, 1000, -1e7, 1e13};
	(void)state;
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
		for (size_t k = 0; k < sizeof odd / sizeof *odd; k++)
			assert_position(odd[i], odd[k]);
	assert_position((double)NAN, 35);
	assert_position(40, (double)INFINITY);
	for (int i = 0; i < 100000; i++)
		assert_position(40 + i * 1.2345e-5, 35 - i * 3.21e-4);
}

static void whole_tenths_and_millionths(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 1000);
	const struct lonlat points[] = {{40.5, 35}, {-1.000001, 0.1}, {123.456789, 8.25}};
	json_positions(&b, points, 3, true);
	assert_sv_equal(buf_sv(&b), "[40.5,35],[-1.000001,0.1],[123.456789,8.25],[40.5,35]");
	buf_clear(&b);
	json_positions(&b, points, 0, true);
	assert_int_equal(b.len, 0);
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_piece_comes_back_under_its_key_alone),
		cmocka_unit_test(it_stays_small_and_true),
		cmocka_unit_test(threads_share_it),
		cmocka_unit_test(what_is_too_long_is_not_kept),
		cmocka_unit_test(positions_are_written_as_two_numbers),
		cmocka_unit_test(whole_tenths_and_millionths),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
