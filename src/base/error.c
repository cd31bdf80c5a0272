#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
	const char *text;
	int status;
} codes[] = {
#define X(symbol, text, status) [symbol] = {text, status},
#include "base/error.def"
#undef X
};

_Static_assert(sizeof codes / sizeof codes[0] == ERR_COUNT, "one row per error code");

enum err error_set(struct error *e, enum err code, const char *fmt, ...)
{
	if (e) {
		va_list ap;
		va_start(ap, fmt);
		vsnprintf(e->msg, sizeof e->msg, fmt, ap);
		va_end(ap);
		e->code = code;
	}
	return code;
}

enum err error_errno(struct error *e, enum err code, const char *fmt, ...)
{
	int saved = errno;
	if (e) {
		va_list ap;
		va_start(ap, fmt);
		int n = vsnprintf(e->msg, sizeof e->msg, fmt, ap);
		va_end(ap);
		if (n >= 0 && (size_t)n < sizeof e->msg)
			snprintf(e->msg + n, sizeof e->msg - (size_t)n, ": %s", strerror(saved));
		e->code = code;
	}
	return code;
}

const char *err_text(enum err code)
{
	return codes[code].text;
}

int err_exit_status(enum err code)
{
	return codes[code].status;
}
