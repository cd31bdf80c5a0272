/* What is done once in a process, by whichever thread comes first; the others wait for it. By pthread_once(), which
 * ThreadSanitizer knows as it does not C11's call_once(). */
#ifndef KHARITA_BASE_ONCE_H
#define KHARITA_BASE_ONCE_H

#include <pthread.h>

struct once {
	pthread_once_t flag;
};
#define ONCE_INIT {PTHREAD_ONCE_INIT}

static inline void once_run(struct once *o, void (*run)(void))
{
	pthread_once(&o->flag, run);
}

#endif
