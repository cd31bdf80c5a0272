#include "base/library.h"

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

enum { UNASKED, PRESENT, MISSING };

static bool load(const struct library *l)
{
	void *handle = dlopen(l->file, RTLD_NOW | RTLD_LOCAL);
	for (size_t i = 0; handle && i < l->n_symbols; i++) {
		void *address = dlsym(handle, l->symbols[i].name);
		if (!address)
			return false;
		memcpy((char *)l->table + l->symbols[i].offset, &address, sizeof address);
	}
	return handle;
}

bool library_open(struct library *l)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	int state = atomic_load_explicit(&l->state, memory_order_acquire);
	if (state != UNASKED)
		return state == PRESENT;
	pthread_mutex_lock(&lock);
	if (atomic_load_explicit(&l->state, memory_order_relaxed) == UNASKED) {
		bool found = load(l);
		if (found && l->ready)
			l->ready();
		atomic_store_explicit(&l->state, found ? PRESENT : MISSING, memory_order_release);
	}
	pthread_mutex_unlock(&lock);
	return atomic_load_explicit(&l->state, memory_order_relaxed) == PRESENT;
}
