/* What reads a date expression word by word. Internal to the event layer. */
#ifndef KHARITA_EVENT_DATE_CURSOR_H
#define KHARITA_EVENT_DATE_CURSOR_H

#include "event/date_expr.h"

struct cursor {
	const struct finder *f;
	struct date_expr *e;
	size_t at, end; /* tokens of the sentence still to be read */
};

/* What stands at token i, and the token behind it: a word of time of a kind, one of any unit, a month, an ordinal. */
const struct time_rule *cursor_time_at(const struct cursor *c, size_t i, enum time_kind kind, size_t *after);
const struct time_rule *cursor_unit_at(const struct cursor *c, size_t i, size_t *after);
bool cursor_month_at(const struct cursor *c, size_t i, int *month, size_t *after);
bool cursor_ordinal_at(const struct cursor *c, size_t i, int *day, size_t *after);
bool cursor_whole_number(const struct cursor *c, size_t i, int low, int high, int *out);
bool cursor_has_mark(const struct cursor *c, size_t i, const char *marks);

/* Behind link words ("من", "ذلك") and slashes. */
size_t cursor_skip_links(const struct cursor *c, size_t i);

/* Takes what is told by its distance from another day: "قبل يومين", "سبق ذلك بيومين"; a part of a month: "الأسبوع
 * الثاني من". */
bool cursor_take_shift(struct cursor *c);
bool cursor_take_preceded(struct cursor *c);
bool cursor_take_slice(struct cursor *c);

/* Takes a day of the Hijri calendar with its year, as the day of ours that it is: "2 ذو القعدة 1441". */
bool cursor_take_hijri(struct cursor *c);

#endif
