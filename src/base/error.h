/* Error codes and the caller-owned error record. The library never prints, exits or aborts. */
#ifndef KHARITA_BASE_ERROR_H
#define KHARITA_BASE_ERROR_H

enum err {
#define X(symbol, text, status) symbol,
#include "base/error.def"
#undef X
	ERR_COUNT
};

/* Owned by the caller; filled by the function that failed. `msg` names the subject in quotes and the remedy. */
struct error {
	enum err code;
	char msg[768];
};

/* Fills *e (which may be NULL) and returns `code`, so that `return error_set(e, ERR_IO, ...)` reads well. */
enum err error_set(struct error *e, enum err code, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* As error_set, with ": strerror(errno)" behind the message. */
enum err error_errno(struct error *e, enum err code, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* Static text of a code, and the exit status the program ends with. */
const char *err_text(enum err code);
int err_exit_status(enum err code);

#endif
