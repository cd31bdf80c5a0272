#include "pipeline/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

static const double first_after_s = 1.0;
static const double then_every_s = 0.1;

double clock_s(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void progress_start(struct progress *p, bool enabled)
{
	*p = (struct progress){.enabled = enabled && isatty(STDERR_FILENO), .started_s = clock_s()};
}

bool progress_is_due(struct progress *p)
{
	if (!p->enabled)
		return false;
	double now_s = clock_s();
	if (now_s - p->started_s < first_after_s || now_s - p->last_s < then_every_s)
		return false;
	p->last_s = now_s;
	p->drawn = true;
	return true;
}

void progress_show(struct progress *p, uint64_t articles, uint64_t done_bytes, uint64_t total_bytes)
{
	if (!progress_is_due(p))
		return;
	fprintf(stderr, "\r%llu articles", (unsigned long long)articles);
	if (total_bytes && done_bytes <= total_bytes)
		fprintf(stderr, ", %.0f %%", 100.0 * (double)done_bytes / (double)total_bytes);
	fputs("\033[K", stderr);
	fflush(stderr);
}

void progress_clear(struct progress *p)
{
	if (p->drawn)
		fputs("\r\033[K", stderr);
	p->drawn = false;
}
