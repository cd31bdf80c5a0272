/* Commands that print something of each article, one after another: what `read` and `explain` have in common. */
#ifndef KHARITA_CLI_INPUT_PRINT_H
#define KHARITA_CLI_INPUT_PRINT_H

#include "cli/input_options.h"

struct input_print {
	struct article_options options;
	const char *what; /* of an article: "its text", "its report" */
	/* Appends what is printed of an article to out; the arena is emptied after it. An error rejects the article. */
	enum err (*append)(void *context, struct arena *a, const struct article *article, struct buf *out, struct error *e);
	void *context;
};

/* Prints all articles of the inputs on standard output, tells of those that are rejected. ERR_REJECTED when some were,
 * else as input_outcome(). */
enum err input_print(const struct input_print *p, const char *const *inputs, size_t n, struct error *e);

#endif
