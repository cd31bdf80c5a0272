/* How long the gazetteer takes to open, to be given an overlay, and to be built.
 *
 *     open_bench FILE.gaz [SOURCE_DIR]
 *
 * Prints the median, the least and the 90th percentile of each in milliseconds, with what the project promises: 1 ms to
 * open, 20 ms for an overlay of a few rows, 5,000 ms to build. Status 1 when a median is over its limit. */
#include "gazetteer/build.h"
#include "gazetteer/gazetteer.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { OPENINGS = 201, OVERLAYS = 21, BUILDS = 3, MOST = OPENINGS };

static const char OVERLAY[] = "id\tkind\tname_ar\tname_en\tlat\tlon\tadmin1\tprominence\n"
			      "X1\tvillage\tعين الغزال الجديدة\tNew Gazelle Spring\t35.1\t40.2\tدير الزور\t1\n"
			      "X2\tfacility\tمخزن الحبوب القديم\tOld granary\t35.2\t40.3\tدير الزور\t1\n";

struct bench {
	const char *file, *source, *overlay, *built;
};

static double now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static enum err time_open(const struct bench *b, double *ms, struct error *e)
{
	struct gazetteer *g = NULL;
	double start = now_ms();
	enum err result = gazetteer_open(b->file, &g, e);
	*ms = now_ms() - start;
	gazetteer_close(g);
	return result;
}

static enum err time_overlay(const struct bench *b, double *ms, struct error *e)
{
	struct gazetteer *g = NULL;
	enum err result = gazetteer_open(b->file, &g, e);
	double start = now_ms();
	if (result == OK)
		result = gazetteer_overlay(g, b->overlay, e);
	*ms = now_ms() - start;
	gazetteer_close(g);
	return result;
}

static enum err time_build(const struct bench *b, double *ms, struct error *e)
{
	double start = now_ms();
	enum err result = gazetteer_build(b->source, b->built, NULL, e);
	*ms = now_ms() - start;
	return result;
}

static const struct {
	const char *name;
	enum err (*run)(const struct bench *b, double *ms, struct error *e);
	size_t n;
	double limit_ms;
	bool needs_source;
} STEPS[] = {
	{"open", time_open, OPENINGS, 1, false},
	{"overlay of two rows", time_overlay, OVERLAYS, 20, false},
	{"build", time_build, BUILDS, 5000, true},
};

static int by_time(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;
	return (x > y) - (x < y);
}

static int run_steps(const struct bench *b)
{
	int status = 0;
	for (size_t s = 0; s < sizeof STEPS / sizeof *STEPS; s++) {
		double ms[MOST];
		struct error e = {0};
		if (STEPS[s].needs_source && !b->source)
			continue;
		for (size_t i = 0; i < STEPS[s].n; i++) {
			if (STEPS[s].run(b, &ms[i], &e) != OK) {
				fprintf(stderr, "open_bench: %s\n", e.msg);
				return 2;
			}
		}
		qsort(ms, STEPS[s].n, sizeof *ms, by_time);
		double median = ms[STEPS[s].n / 2];
		printf("%-20s median %.3f ms, least %.3f, 90th percentile %.3f, limit %.0f%s\n", STEPS[s].name, median,
		       ms[0], ms[STEPS[s].n * 9 / 10], STEPS[s].limit_ms, median > STEPS[s].limit_ms ? " OVER" : "");
		status |= median > STEPS[s].limit_ms;
	}
	return status;
}

int main(int argc, char **argv)
{
	char folder[] = "/tmp/open_bench.XXXXXX";
	char overlay[64], built[64];
	if (argc < 2) {
		fprintf(stderr, "usage: open_bench FILE.gaz [SOURCE_DIR]\n");
		return 2;
	}
	FILE *out = mkdtemp(folder) ? fopen(strcat(strcpy(overlay, folder), "/mine.tsv"), "w") : NULL;
	if (!out || fputs(OVERLAY, out) < 0 || fclose(out) != 0)
		return 2;
	const struct bench b = {argv[1], argc > 2 ? argv[2] : NULL, overlay,
				strcat(strcpy(built, folder), "/built.gaz")};
	int status = run_steps(&b);
	unlink(overlay);
	unlink(built);
	rmdir(folder);
	return status;
}
