/* Diagnostics: the library hands messages to the sink that the program set; without a sink they vanish.
 * Thread-safe once the sink is set. */
#ifndef KHARITA_BASE_LOG_H
#define KHARITA_BASE_LOG_H

#include <stdbool.h>

enum log_level { LOG_ERROR, LOG_WARNING, LOG_INFO, LOG_DEBUG };

/* The sink gets whole messages, lower-case, without a line end. Before any thread is started. NULL: none. */
void log_set_sink(void (*sink)(enum log_level level, const char *message));

/* Messages above this level are dropped (default LOG_INFO). */
void log_set_level(enum log_level level);
bool log_enabled(enum log_level level);

/* Cut at 1023 bytes. */
void log_write(enum log_level level, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
