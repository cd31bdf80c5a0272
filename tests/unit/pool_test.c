#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/pool.h"

#include <stdatomic.h>
#include <time.h>

enum { WORKERS = 4, WINDOW = 7, JOBS = 200 };

struct job {
	int number, done_by;
};

static atomic_int running;

/* Later jobs finish sooner, so that order cannot come about by itself. */
static void work_unevenly(void *worker, void *job)
{
	struct job *j = job;
	struct timespec pause = {.tv_nsec = (JOBS - j->number) % 5 * 200000L};
	nanosleep(&pause, NULL);
	j->done_by = *(int *)worker;
	atomic_fetch_add(&running, 1);
}

static struct pool *open_pool(int states[WORKERS])
{
	void *workers[WORKERS];
	struct pool *p = NULL;
	struct error e;
	for (int i = 0; i < WORKERS; i++) {
		states[i] = i + 1;
		workers[i] = &states[i];
	}
	assert_int_equal(pool_open(work_unevenly, workers, WORKERS, WINDOW, &p, &e), OK);
	return p;
}

static void test_jobs_come_back_in_order(void **state)
{
	(void)state;
	static struct job jobs[JOBS];
	int states[WORKERS];
	struct pool *p = open_pool(states);
	int submitted = 0;
	int taken = 0;
	while (taken < JOBS) {
		while (submitted < JOBS && pool_has_room(p)) {
			jobs[submitted] = (struct job){.number = submitted};
			pool_submit(p, &jobs[submitted++]);
		}
		assert_true(pool_held(p) <= WINDOW);
		struct job *j = pool_take(p);
		assert_int_equal(j->number, taken);
		assert_in_range(j->done_by, 1, WORKERS);
		taken++;
	}
	assert_null(pool_take(p));
	pool_close(p);
}

static void test_poll_does_not_wait(void **state)
{
	(void)state;
	int states[WORKERS];
	struct pool *p = open_pool(states);
	struct job j = {.number = 0};
	assert_null(pool_poll(p));
	pool_submit(p, &j);
	assert_ptr_equal(pool_take(p), &j);
	assert_null(pool_poll(p));
	pool_close(p);
}

static void test_close_with_jobs_held(void **state)
{
	(void)state;
	static struct job jobs[WINDOW];
	int states[WORKERS];
	struct pool *p = open_pool(states);
	for (int i = 0; i < WINDOW; i++)
		pool_submit(p, &jobs[i]);
	assert_false(pool_has_room(p));
	pool_close(p);
	pool_close(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_jobs_come_back_in_order),
		cmocka_unit_test(test_poll_does_not_wait),
		cmocka_unit_test(test_close_with_jobs_held),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
