/* People that a phrase names or counts. Internal to the event layer. */
#ifndef KHARITA_EVENT_PEOPLE_H
#define KHARITA_EVENT_PEOPLE_H

#include "event/rules.h"

struct people {
	int most; /* the end of a range, 0: none */
	int n; /* < 0: none or vague */
	bool any, vague, at_least, civilians, armed, attackers;
	uint32_t last; /* token */
};

/* End of a token's sentence (exclusive); whether a token is a mark other than a quotation mark. */
size_t sentence_end_of(const struct finder *f, size_t i);
bool is_mark_at(const struct finder *f, size_t i);

/* The casualty word of a kind that begins at a token, or NULL; the word for people, or NULL. */
const struct hit *casualty_at(const struct finder *f, size_t i, enum casualty_kind kind);
const struct hit *people_at(const struct finder *f, size_t i);

/* Adds what a word says of who the people are; `h` may be NULL. */
void people_note(const struct finder *f, const struct hit *h, struct people *p);

/* People at token i, before `end`: counted ("ثلاثة عناصر", never things, ages or days of a month), named ("طفل",
 * "عنصران"), either or one of both ("أحدهما") or each of names. False if there are none. */
bool people_counted(const struct finder *f, size_t i, size_t end, struct people *p);
bool people_named(const struct finder *f, size_t i, struct people *p);
bool people_item(const struct finder *f, size_t i, size_t end, struct people *p);

/* The sum of a list from token i on: "ضابط وثلاثة عناصر" is 4, "السيدة نجاح (44 عاماً) وطفلاها" is 3. */
/* Adds those listed behind p->last: "وثلاثة عناصر", "مع طفله". */
void people_more(const struct finder *f, size_t end, struct people *p);
bool people_from(const struct finder *f, size_t i, size_t end, struct people *p);

/* Adds those named behind p->last: "وخالد الحسن". */
void people_more_names(const struct finder *f, size_t end, struct people *p);

/* Whether a word at a token ends a list of victims: another verb of casualties, a subset, a tally. */
bool people_stop(const struct finder *f, size_t i);

#endif
