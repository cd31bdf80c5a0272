/* Memory that runs out: the program's own allocations (those of its objects, by the linker's --wrap; not those inside
 * other libraries) fail from a chosen one on, once or for good, and every block is accounted for. One thread at a time
 * may be counted exactly; with several the count is taken under a lock. For test programs that tests/safety.cmake
 * lists. Include after <cmocka.h>. */
#ifndef KHARITA_TESTS_FAILING_MEMORY_H
#define KHARITA_TESTS_FAILING_MEMORY_H

#include "base/buf.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MEMORY_SLOTS = 1 << 16 };

static struct {
	pthread_mutex_t lock;
	size_t count;    /* allocations since memory_begin() */
	size_t fail_at;  /* the first that fails; 0: none */
	bool for_good;   /* and all behind it */
	bool counting;
	size_t failed;
	uintptr_t live[MEMORY_SLOTS]; /* open addressing; 1: was freed */
	size_t n_live;
} memory = {.lock = PTHREAD_MUTEX_INITIALIZER};

static size_t memory_slot(uintptr_t p)
{
	return (size_t)((p >> 4) * UINT64_C(0x9E3779B97F4A7C15) >> 48) & (MEMORY_SLOTS - 1);
}

static void *memory_note(void *p)
{
	size_t i = memory_slot((uintptr_t)p);
	if (!p || !memory.counting || memory.n_live >= MEMORY_SLOTS / 2)
		return p;
	while (memory.live[i] > 1)
		i = (i + 1) & (MEMORY_SLOTS - 1);
	memory.live[i] = (uintptr_t)p;
	memory.n_live++;
	return p;
}

static void memory_forget(const void *p)
{
	for (size_t i = memory_slot((uintptr_t)p), tried = 0; p && memory.live[i] && tried < MEMORY_SLOTS; tried++) {
		if (memory.live[i] == (uintptr_t)p) {
			memory.live[i] = 1;
			memory.n_live--;
			return;
		}
		i = (i + 1) & (MEMORY_SLOTS - 1);
	}
}

/* Whether this allocation is to fail; under the lock. */
static bool memory_fails(void)
{
	if (!memory.counting)
		return false;
	memory.count++;
	bool fails = memory.fail_at && (memory.for_good ? memory.count >= memory.fail_at : memory.count == memory.fail_at);
	memory.failed += fails;
	if (fails)
		errno = ENOMEM; /* as malloc() does */
	return fails;
}

/* Counts from here; the n-th allocation fails (0: none). */
static void memory_begin(size_t fail_at, bool for_good)
{
	memory.count = memory.failed = memory.n_live = 0;
	memset(memory.live, 0, sizeof memory.live);
	memory.fail_at = fail_at;
	memory.for_good = for_good;
	memory.counting = true;
}

/* Ends the counting: how many blocks are still held. */
static size_t memory_end(void)
{
	memory.counting = false;
	return memory.n_live;
}

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
char *__real_strdup(const char *s);
char *__real_strndup(const char *s, size_t n);
void __real_free(void *p);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);
char *__wrap_strdup(const char *s);
char *__wrap_strndup(const char *s, size_t n);
void __wrap_free(void *p);

#define MEMORY_TAKE(call)                                                                                              \
	do {                                                                                                           \
		pthread_mutex_lock(&memory.lock);                                                                      \
		void *taken_ = memory_fails() ? NULL : memory_note(call);                                              \
		pthread_mutex_unlock(&memory.lock);                                                                    \
		return taken_;                                                                                         \
	} while (0)

void *__wrap_malloc(size_t n)
{
	MEMORY_TAKE(__real_malloc(n));
}

void *__wrap_calloc(size_t n, size_t size)
{
	MEMORY_TAKE(__real_calloc(n, size));
}

char *__wrap_strdup(const char *s)
{
	MEMORY_TAKE(__real_strdup(s));
}

char *__wrap_strndup(const char *s, size_t n)
{
	MEMORY_TAKE(__real_strndup(s, n));
}

void *__wrap_realloc(void *p, size_t n)
{
	pthread_mutex_lock(&memory.lock);
	uintptr_t old = (uintptr_t)p;
	void *larger = memory_fails() ? NULL : __real_realloc(p, n);
	if (larger) {
		memory_forget((const void *)old);
		memory_note(larger);
	}
	pthread_mutex_unlock(&memory.lock);
	return larger;
}

void __wrap_free(void *p)
{
	pthread_mutex_lock(&memory.lock);
	memory_forget(p);
	pthread_mutex_unlock(&memory.lock);
	__real_free(p);
}

enum { MOST_ALLOCATIONS = 20000, MAX_OUTPUT = 1 << 22 };

static const char *file_of_work; /* what the work is done on */
static struct buf output;        /* what it came to */
static size_t first_each = 100;  /* so many allocations from the first on fail one by one */

typedef enum err work(struct error *e);

/* The output is the test's own, not the work's: outside the count. */
static inline void keep(struct sv s)
{
	bool counting = memory.counting;
	memory.counting = false;
	buf_append(&output, s);
	memory.counting = counting;
}

/* Does the work with its n-th allocation failing, for n from 1 on until none fails, every `step`-th n behind the first
 * ones; then with all from the n-th on. What one call in a process makes and keeps is made before anything is
 * counted. */
static inline void fail_each(work *run, size_t step)
{
	struct error e = {.code = OK};
	struct buf whole;
	buf_init(&output, MAX_OUTPUT);
	buf_init(&whole, MAX_OUTPUT);
	assert_int_equal(run(&e), OK);
	buf_append(&whole, buf_sv(&output));
	for (unsigned for_good = 0; for_good < 2; for_good++) {
		size_t n = 1;
		for (; n < MOST_ALLOCATIONS; n += n < first_each ? 1 : step) {
			buf_clear(&output);
			e.msg[0] = '\0';
			memory_begin(n, for_good);
			enum err result = run(&e);
			size_t failed = memory.failed;
			size_t kept = memory_end();
			if (kept) {
				print_error("%zu blocks are left when allocation %zu fails\n", kept, n);
				fail();
			}
			if (!failed) {
				assert_int_equal(result, OK);
				break;
			}
			bool told = result != OK && strstr(e.msg, "memory");
			bool same = result == OK && sv_eq(buf_sv(&output), buf_sv(&whole));
			if (!told && !same) {
				print_error("allocation %zu of '%s' fails: status %d, '%s'\n", n, file_of_work, (int)result, e.msg);
				fail();
			}
		}
		assert_true(n > 1 && n < MOST_ALLOCATIONS);
	}
	buf_release(&whole);
	buf_release(&output);
}

/* A folder of the program's own to work in: set-up and tear-down of its tests. */
static char memory_folder[] = "/tmp/kharita-oom-XXXXXX";

static inline int memory_enter(void **state)
{
	(void)state;
	return mkdtemp(memory_folder) && chdir(memory_folder) == 0 ? 0 : -1;
}

static inline int memory_leave(void **state)
{
	char command[64];
	(void)state;
	snprintf(command, sizeof command, "rm -rf '%s'", memory_folder);
	return chdir("/") == 0 ? system(command) : -1;
}

#endif
