/* Numbers that tell apart what comes and goes: what is kept of one thing is not taken for what is kept of the next, though it
 * may lie at the same address. Thread-safe. */
#ifndef KHARITA_BASE_SERIAL_H
#define KHARITA_BASE_SERIAL_H

#include <stdint.h>

/* 1 and up; never the same twice in a process. */
uint64_t serial_next(void);

#endif
