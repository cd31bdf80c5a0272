#include "base/log.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

static void (*log_sink)(enum log_level, const char *);
static enum log_level log_threshold = LOG_INFO;

void log_set_sink(void (*sink)(enum log_level level, const char *message))
{
	log_sink = sink;
}

void log_set_level(enum log_level level)
{
	log_threshold = level;
}

bool log_enabled(enum log_level level)
{
	return log_sink && level <= log_threshold;
}

void log_write(enum log_level level, const char *fmt, ...)
{
	char message[1024];
	if (!log_enabled(level))
		return;
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(message, sizeof message, fmt, ap);
	va_end(ap);
	log_sink(level, message);
}
