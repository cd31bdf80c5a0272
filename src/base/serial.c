#include "base/serial.h"

#include <stdatomic.h>

uint64_t serial_next(void)
{
	static atomic_uint_least64_t last;
	return (uint64_t)atomic_fetch_add_explicit(&last, 1, memory_order_relaxed) + 1;
}
