/* The built gazetteer and its rules for tests of toponyms and what rests on them. Include after <cmocka.h>. */
#ifndef KHARITA_TESTS_TOPONYM_LAB_H
#define KHARITA_TESTS_TOPONYM_LAB_H

#include "toponym/toponym.h"

static struct gazetteer *gazetteer;
static struct toponym_rules *rules;
static struct arena arena;

static int open_all(void **state)
{
	struct error e;
	(void)state;
	arena_init(&arena, 0);
	if (gazetteer_open(KHARITA_GAZ, &gazetteer, &e) != OK || toponym_rules_open(gazetteer, &rules, &e) != OK) {
		print_error("%s\n", e.msg);
		return -1;
	}
	return 0;
}

static int close_all(void **state)
{
	(void)state;
	toponym_rules_free(rules);
	gazetteer_close(gazetteer);
	arena_release(&arena);
	return 0;
}

/* The mentions of a text that has some, in the lab's arena. */
static inline struct mentions find_mentions(const char *s)
{
	struct text t;
	struct error e;
	struct mentions m;
	assert_int_equal(text_parse(&arena, sv_cstr(s), SIZE_MAX, &t, &e), OK);
	toponym_find(&arena, rules, &t, NULL, &m);
	assert_true(m.n > 0);
	return m;
}

#endif
