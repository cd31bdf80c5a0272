/* Parts of the folding of drafts. Internal to the incident layer. */
#ifndef KHARITA_INCIDENT_FOLD_H
#define KHARITA_INCIDENT_FOLD_H

#include "incident/draft.h"

/* How far behind an event it is told again, or something beside it; how many drafts are looked back over. */
enum { RETELL_SENTENCES = 3, NEAR_SENTENCES = 2, LOOK_BACK = 256 };

/* The day of the event; that of the saying is none. */
const struct date_fact *draft_own_date(const struct draft *d);

/* Whether a draft says its own day, as exactly as a week; whether nothing says that two happened on other days. */
bool draft_has_own_day(const struct draft *d);
bool drafts_agree_on_day(const struct draft *a, const struct draft *b);

/* Whether d, which tells of `into` again, gives it a day: one that it lacks, or that on which it ended. */
bool draft_gives_day(const struct draft *into, const struct draft *d);

/* Of one sub-type by their heads; as those, attacks and clashes counted as one; by the triggers that name their types. */
bool drafts_same_sub_type(const struct draft *a, const struct draft *b);
bool drafts_same_kind(const struct draft *a, const struct draft *b);
bool drafts_same_name(const struct story *s, const struct draft *a, const struct draft *b);
bool draft_is_other_weapon(const struct story *s, const struct draft *a, const struct draft *b);

/* How many died by a draft's own words; -1: not said. */
int draft_killed(const struct story *s, const struct draft *d);
int draft_killed_in_all(const struct story *s, const struct draft *d); /* by its retellings, too */

/* How many a draft's own words call dead or wounded, or (`joint`) only in one figure. */
int draft_harmed(const struct story *s, const struct draft *d, bool joint);

/* Whether d says again what x said before; whether it is one of several that a lead named by their governorates. */
bool draft_retells(const struct story *s, const struct draft *x, const struct draft *d);
bool draft_fills_in_lead(const struct story *s, const struct draft *x, const struct draft *d);
bool draft_tells_where(const struct story *s, const struct draft *x, const struct draft *d);

/* In another governorate than the town or countryside named before; a desert spans several. */
bool mention_lies_elsewhere(const struct story *s, const struct mention *m, const struct mention *before);

/* Whether d gives another count of what x told: an earlier one that rose since, or what others say of a claimed attack. */
bool draft_counts_again(const struct story *s, const struct draft *x, const struct draft *d);

/* Whether d tells, without a place, the dead of what was recalled right before. */
bool draft_counts_recalled(const struct story *s, const struct draft *last, const struct draft *d);

/* "سلسلة حوادث إطلاق نار في حمص". */
bool draft_is_series(const struct story *s, const struct draft *d);

/* Whether d is the first event told below a headline's only one; whether it tells what was found on those of another.
 */
bool draft_is_lead_of(const struct story *s, const struct draft *h, const struct draft *d);
bool draft_is_found_on(const struct story *s, const struct draft *of, const struct draft *d);

/* Drops a lead that sums up two events or more told after it. */
void drafts_drop_summary(struct story *s);

/* Whether a draft without a place tells of other victims in the town of one last told of in sentence `told`. */
bool draft_is_other_in_town(const struct story *s, const struct draft *last, const struct draft *d, uint32_t told);

/* The only draft told shortly before of the deed that draft k names ("وأسفر الانفجار عن ..."), where the last one tells
 * of another; NULL: none. */
struct draft *draft_named_by(const struct story *s, size_t k, const struct draft *last);

/* The draft that k tells again: the last one, unless one before it happened where k says ("وأسفر الهجوم في X عن ...");
 * NULL: none. */
struct draft *draft_retold_by(const struct story *s, size_t k);

/* "تحديث 13:00: ارتفع عدد القتلى": a line of a digest on what the one before told. */
bool draft_is_update(const struct story *s, const struct draft *d);

/* "قُتل عنصران في X. كذلك توفي سائق صادف مروره": victims besides those of `same`, told right before. */
bool draft_adds_victims(const struct story *s, const struct draft *same, const struct draft *d);

/* Gives a draft without a place that happened in "the town" the one named last before; whether there is one. */
bool draft_find_town(const struct story *s, struct draft *d);

#endif
