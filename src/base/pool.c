#include "base/pool.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct slot {
	void *job;
	bool done;
};

struct worker {
	struct pool *pool;
	void *state;
	pthread_t thread;
};

/* Jobs head..tail - 1 are held (indexes modulo window); head..next - 1 were begun. head and tail belong to the caller's
 * thread, the rest to the lock. */
struct pool {
	pool_work *work;
	struct slot *slots;
	struct worker *workers;
	size_t window, n_workers;
	size_t head, next, tail;
	bool closing;
	pthread_mutex_t lock;
	pthread_cond_t has_work, has_done;
};

static void *worker_main(void *arg)
{
	struct worker *w = arg;
	struct pool *p = w->pool;
	pthread_mutex_lock(&p->lock);
	for (;;) {
		while (!p->closing && p->next == p->tail)
			pthread_cond_wait(&p->has_work, &p->lock);
		if (p->closing)
			break;
		struct slot *s = &p->slots[p->next++ % p->window];
		pthread_mutex_unlock(&p->lock);
		p->work(w->state, s->job);
		pthread_mutex_lock(&p->lock);
		s->done = true;
		pthread_cond_signal(&p->has_done);
	}
	pthread_mutex_unlock(&p->lock);
	return NULL;
}

enum err pool_open(pool_work *work, void *const *workers, size_t n_workers, size_t window, struct pool **out,
                   struct error *e)
{
	assert(n_workers > 0 && window > 0);
	*out = NULL;
	struct pool *p = calloc(1, sizeof *p);
	if (!p)
		return error_set(e, ERR_NOMEM, "out of memory");
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->has_work, NULL);
	pthread_cond_init(&p->has_done, NULL);
	p->work = work;
	p->window = window;
	p->slots = calloc(window, sizeof *p->slots);
	p->workers = calloc(n_workers, sizeof *p->workers);
	if (!p->slots || !p->workers) {
		pool_close(p);
		return error_set(e, ERR_NOMEM, "out of memory");
	}
	for (; p->n_workers < n_workers; p->n_workers++) {
		struct worker *w = &p->workers[p->n_workers];
		*w = (struct worker){.pool = p, .state = workers[p->n_workers]};
		int failed = pthread_create(&w->thread, NULL, worker_main, w);
		if (failed) {
			errno = failed;
			error_errno(e, ERR_ENV, "cannot start %zu threads (give a smaller -j)", n_workers);
			pool_close(p);
			return ERR_ENV;
		}
	}
	*out = p;
	return OK;
}

void pool_close(struct pool *p)
{
	if (!p)
		return;
	pthread_mutex_lock(&p->lock);
	p->closing = true;
	pthread_cond_broadcast(&p->has_work);
	pthread_mutex_unlock(&p->lock);
	for (size_t i = 0; i < p->n_workers; i++)
		pthread_join(p->workers[i].thread, NULL);
	pthread_cond_destroy(&p->has_done);
	pthread_cond_destroy(&p->has_work);
	pthread_mutex_destroy(&p->lock);
	free(p->workers);
	free(p->slots);
	free(p);
}

size_t pool_held(const struct pool *p)
{
	return p->tail - p->head;
}

bool pool_has_room(const struct pool *p)
{
	return pool_held(p) < p->window;
}

void pool_submit(struct pool *p, void *job)
{
	assert(pool_has_room(p));
	pthread_mutex_lock(&p->lock);
	p->slots[p->tail % p->window] = (struct slot){.job = job};
	p->tail++;
	pthread_cond_signal(&p->has_work);
	pthread_mutex_unlock(&p->lock);
}

static void *take(struct pool *p, bool wait)
{
	void *job = NULL;
	if (pool_held(p) == 0)
		return NULL;
	pthread_mutex_lock(&p->lock);
	struct slot *oldest = &p->slots[p->head % p->window];
	while (wait && !oldest->done)
		pthread_cond_wait(&p->has_done, &p->lock);
	if (oldest->done) {
		job = oldest->job;
		p->head++;
	}
	pthread_mutex_unlock(&p->lock);
	return job;
}

void *pool_take(struct pool *p)
{
	return take(p, true);
}

void *pool_poll(struct pool *p)
{
	return take(p, false);
}

unsigned cpu_count(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);
	return n > 0 ? (unsigned)n : 1;
}
