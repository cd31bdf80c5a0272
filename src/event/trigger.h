/* Parts of the finding of triggers. Internal to the event layer. */
#ifndef KHARITA_EVENT_TRIGGER_H
#define KHARITA_EVENT_TRIGGER_H

#include "event/rules.h"

enum { LONG_TOKENS = 1024, MANY_EVENTS = 20 };

/* Headlines and posts: short, without a full stop. */
bool sentence_is_terse(const struct text *t, uint32_t sentence);

/* The row of the lexicon that a word at a token tells an event by: the first whose object stands where it must; NULL.
 */
const struct hit *trigger_choose(const struct finder *f, size_t i);

/* "نفى ... صحة الأنباء عن انسحاب", a rumour that its line calls untrue: what a denial tells of, however far behind it.
 */
bool trigger_is_denied(const struct finder *f, const struct hit *h, size_t sentence);

/* "نفت القوات مسؤوليتها عن القصف": a denial at a token is of who did it, not of what was done. */
bool denies_own_part(const struct finder *f, size_t token);

/* Whether a context word of a kind stands anywhere in a sentence of at most LONG_TOKENS. */
bool sentence_has_context(const struct finder *f, size_t sentence, enum context_kind kind);

/* "انفجار ألغام": whether a sentence tells what arms do, whatever else it speaks of. */
bool sentence_names_arms(const struct finder *f, size_t sentence);

/* Sets what keeps a trigger from being an event: denied, planned, general. */
void trigger_judge(const struct finder *f, const struct hit *h, struct trigger_fact *out);

/* Marks deeds that are known by what is told before: "اللغم انفجر", "عملية أمنية استهدفت وكراً". */
void triggers_mark_known(const struct finder *f, struct events *out);

/* "استعادت الشرطة سيارات مسروقة", "المدينة تستعيد نشاطها": what is taken back is no ground. */
bool trigger_takes_goods(const struct finder *f, const struct hit *h, const struct trigger_fact *out);

bool is_comma(const struct token *k);

/* Whether what follows a token is told as past: "سبق أن", "وكان ... قد". */
bool is_recall_at(const struct finder *f, size_t i);

/* Fills the cues, in text order. */
void cues_find(const struct finder *f, struct events *out);

#endif
