/* Text to mentions alone: articles parted by form feeds, in one file.
 *
 *     mentions_bench FILE.gaz TEXTS
 *
 * Finds, resolves and characterises every mention of each text on one thread, and prints one line of JSON: processor seconds of
 * that (the gazetteer's opening is not among them), bytes, articles, mentions. */
#include "base/file.h"
#include "toponym/toponym.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MAX_TOKENS = 200000 };

struct counts {
	size_t articles, mentions;
};

static double cpu_s(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void read_text(struct arena *a, const struct toponym_rules *rules, struct sv utf8, struct counts *c)
{
	static const struct toponym_options options = {.explain = false};
	struct text text;
	struct mentions mentions;
	struct error e;
	if (text_parse(a, utf8, MAX_TOKENS, &text, &e) == OK) {
		toponym_find(a, rules, &text, &options, &mentions);
		c->articles++;
		c->mentions += mentions.n;
	}
	arena_reset(a);
}

static void run(const struct toponym_rules *rules, struct sv all)
{
	struct arena arena;
	struct counts c = {0, 0};
	jmp_buf escape;
	size_t n_bytes = all.len;
	struct sv text;
	arena_init(&arena, (size_t)1 << 30);
	if (setjmp(escape)) {
		fputs("mentions_bench: out of memory\n", stderr);
		exit(3);
	}
	arena.escape = &escape;
	double start_s = cpu_s();
	while (sv_split(&all, '\f', &text))
		read_text(&arena, rules, text, &c);
	printf("{\"seconds\": %.6f, \"bytes\": %zu, \"articles\": %zu, \"mentions\": %zu}\n", cpu_s() - start_s, n_bytes,
	       c.articles, c.mentions);
	arena_release(&arena);
}

int main(int argc, char **argv)
{
	struct gazetteer *g = NULL;
	struct toponym_rules *rules = NULL;
	struct file_map texts = {NULL, 0};
	struct error e;
	if (argc != 3) {
		fputs("usage: mentions_bench FILE.gaz TEXTS\n", stderr);
		return 2;
	}
	enum err result = gazetteer_open(argv[1], &g, &e);
	if (result == OK)
		result = toponym_rules_open(g, &rules, &e);
	if (result == OK)
		result = file_map(argv[2], &texts, &e);
	if (result == OK)
		run(rules, sv_make(texts.ptr, texts.len));
	else
		fprintf(stderr, "mentions_bench: %s\n", e.msg);
	file_unmap(&texts);
	toponym_rules_free(rules);
	gazetteer_close(g);
	return err_exit_status(result);
}
