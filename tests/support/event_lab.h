/* The event rules on the built gazetteer, for tests of facts and incidents. Include after <cmocka.h>. */
#ifndef KHARITA_TESTS_EVENT_LAB_H
#define KHARITA_TESTS_EVENT_LAB_H

#include "event/rules.h"
#include "incident/incident.h"
#include "support/check.h"
#include "toponym/toponym.h"

static struct gazetteer *lab_gazetteer;
static struct toponym_rules *lab_toponyms;
static struct event_rules *lab_rules;
static struct arena lab_arena;

static inline int lab_open(void **state)
{
	struct error e = {0};
	(void)state;
	arena_init(&lab_arena, 0);
	if (gazetteer_open(KHARITA_GAZ, &lab_gazetteer, &e) == OK &&
	    toponym_rules_open(lab_gazetteer, &lab_toponyms, &e) == OK &&
	    event_rules_open(lab_gazetteer, &lab_rules, &e) == OK)
		return 0;
	print_error("%s\n", e.msg);
	return -1;
}

static inline int lab_close(void **state)
{
	(void)state;
	event_rules_free(lab_rules);
	toponym_rules_free(lab_toponyms);
	gazetteer_close(lab_gazetteer);
	arena_release(&lab_arena);
	return 0;
}

static inline struct text *lab_text(struct sv s)
{
	struct text *t = ARENA_NEW(&lab_arena, struct text);
	struct error e;
	assert_int_equal(text_parse(&lab_arena, s, SIZE_MAX, t, &e), OK);
	return t;
}

/* The facts of a text; `published` an ISO date or "". */
static inline struct events lab_events(const char *s, const char *published)
{
	struct events ev;
	event_find(&lab_arena, lab_rules, lab_text(sv_cstr(s)), sv_cstr(published), &ev);
	return ev;
}

static inline struct incidents lab_incidents(const char *s, const char *published)
{
	const struct toponym_options options = {0};
	struct text *t = lab_text(sv_cstr(s));
	struct mentions *m = ARENA_NEW(&lab_arena, struct mentions);
	struct events *ev = ARENA_NEW(&lab_arena, struct events);
	struct incidents out;
	toponym_find(&lab_arena, lab_toponyms, t, &options, m);
	event_find(&lab_arena, lab_rules, t, sv_cstr(published), ev);
	incident_assemble(&lab_arena, lab_gazetteer, t, m, ev, SV("doc"), &out);
	return out;
}

/* Every row of a lexicon table is hit by the scan of its own example. */
static inline void lab_check_examples(const char *table, enum phrase_table id, size_t first_row)
{
	const struct lexicon *t = lexicon_table(lab_gazetteer, table);
	assert_non_null(t);
	size_t example = lexicon_column(t, "example");
	int failed = 0;
	for (size_t row = first_row; row < t->n_rows; row++) {
		struct scan scan;
		bool found = false;
		struct sv s = lexicon_cell(t, row, example);
		scan_text(&lab_arena, lab_rules, lab_text(s), &scan);
		for (uint32_t i = 0; i < scan.index[scan.text->n_tokens]; i++)
			found |= scan.hits[i].table == id && scan.hits[i].row == row;
		if (!found)
			print_error("%s row %zu: its word is not found in '%.*s'\n", table, row + 1, SV_ARG(s));
		failed += !found;
	}
	assert_int_equal(failed, 0);
}

#endif
