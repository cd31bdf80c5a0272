/* When two reports tell of one incident. Conservative: what is in doubt stays apart. */
#ifndef KHARITA_WRITE_MERGE_RULES_H
#define KHARITA_WRITE_MERGE_RULES_H

#include "write/model.h"

enum merge_class {
	CLASS_OTHER,
	CLASS_CLASH,
	CLASS_TERRITORY,
	CLASS_ATTACK,
	CLASS_ABDUCTION,
	CLASS_ARREST,
	CLASS_AIR,
	CLASS_SHELLING,
	CLASS_EXPLOSIVE,
	CLASS_CHEMICAL,
	CLASS_PROTEST,
	CLASS_AGREEMENT,
	CLASS_WEAPONS,
	CLASS_BASE,
	CLASS_LOOTING,
	CLASS_COUNT
};

enum {
	MERGE_ANCHOR_DAYS = 3,   /* an undated report may tell of a day at most so far from its own */
	MERGE_PERIOD_DAYS = 31,  /* a longer period says too little to merge on */
	MERGE_DISTANCE_M = 9000, /* never merged across more than this by position alone; below one index cell */
};

/* A report with what merging asks of it. Days are counted from 1970-01-01. */
struct report {
	const struct model_incident *incident;
	struct sv published;
	bool has_news_day; /* news_day: the day of publication */
	int64_t news_day;
	enum merge_class class;
	bool has_period;              /* day_first..day_last bound the event */
	int64_t day_first, day_last;
	bool has_anchor;              /* anchor: the event's first day, else the article's own day */
	int64_t anchor;
	bool exact;                   /* has_period and it is one day */
};

/* Classes that report_likeness() may bring together share a family: one of them stands for it. */
enum merge_class merge_class_family(enum merge_class c);

void report_init(struct report *r, const struct model_incident *i, const struct model_article *a);

/* How surely a and b, of different articles, tell of one incident: 0 they do not, else more is surer. Symmetric. */
int report_likeness(const struct report *a, const struct report *b);

#endif
