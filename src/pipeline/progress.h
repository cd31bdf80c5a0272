/* A line of progress on standard error: only when that is a terminal, and after a second. */
#ifndef KHARITA_PIPELINE_PROGRESS_H
#define KHARITA_PIPELINE_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
	bool enabled, drawn;
	double started_s, last_s;
};

/* Seconds of a clock that only goes forward. */
double clock_s(void);

void progress_start(struct progress *p, bool enabled);
/* True when a line is to be drawn now, which counts as drawn. */
bool progress_is_due(struct progress *p);
void progress_show(struct progress *p, uint64_t articles, uint64_t done_bytes, uint64_t total_bytes);
void progress_clear(struct progress *p);

#endif
