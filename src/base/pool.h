/* Ordered worker pool: one thread hands jobs in, n threads do them, and the same one thread gets them back in the order
 * in which it handed them in. The queue is bounded. */
#ifndef KHARITA_BASE_POOL_H
#define KHARITA_BASE_POOL_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

struct pool;

/* Does one job on a worker's thread; `worker` is that worker's own state. */
typedef void pool_work(void *worker, void *job);

/* Starts n_workers > 0 threads; workers[i] is handed to the i-th one's jobs. At most `window` > 0 jobs are held at a
 * time, done or not. ERR_ENV when threads cannot be started. *out is new: pool_close(). */
enum err pool_open(pool_work *work, void *const *workers, size_t n_workers, size_t window, struct pool **out,
                   struct error *e);

/* Waits for the jobs in progress, drops those not begun, ends the threads. NULL is legal. */
void pool_close(struct pool *p);

/* Room for another job; jobs held at present. */
bool pool_has_room(const struct pool *p);
size_t pool_held(const struct pool *p);

/* Hands a job in; there must be room. The pool only borrows it. */
void pool_submit(struct pool *p, void *job);

/* The oldest job: waits until it is done; NULL when none is held. pool_poll() does not wait: NULL when not done. */
void *pool_take(struct pool *p);
void *pool_poll(struct pool *p);

/* Number of cores on line, at least 1. */
unsigned cpu_count(void);

#endif
