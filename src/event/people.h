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

/* An Arabic comma; false behind the text's end. */
bool is_comma_at(const struct finder *f, size_t i);

/* The casualty word of a kind that begins at a token, or NULL; the word for people, or NULL. */
const struct hit *casualty_find(const struct finder *f, size_t i, enum casualty_kind kind);
static inline const struct hit *casualty_at(const struct finder *f, size_t i, enum casualty_kind kind)
{
	bool any = i < f->text->n_tokens && (f->kinds[i].casualties >> kind & 1);
	return any ? casualty_find(f, i, kind) : NULL;
}
/* A part of one's own body: "ساقه", "بصره", "أطرافهما", "إحدى عينيها", "برجليه". */
bool limb_at(const struct finder *f, size_t i);

const struct hit *people_at(const struct finder *f, size_t i);

/* Adds what a word says of who the people are; `h` may be NULL. */
void people_note(const struct finder *f, const struct hit *h, struct people *p);

/* People at token i, before `end`: counted ("ثلاثة عناصر", never things, ages or days of a month), named ("طفل",
 * "عنصران"), either or one of both ("أحدهما") or each of names. False if there are none. */
bool people_counted(const struct finder *f, size_t i, size_t end, struct people *p);
bool people_named(const struct finder *f, size_t i, struct people *p);
bool people_item(const struct finder *f, size_t i, size_t end, struct people *p);

/* Adds those listed behind p->last: "وثلاثة عناصر", "مع طفله". */
void people_more(const struct finder *f, size_t end, struct people *p);

/* The sum of a list from token i on: "ضابط وثلاثة عناصر" is 4, "السيدة نجاح (44 عاماً) وطفلاها" is 3. */
bool people_from(const struct finder *f, size_t i, size_t end, struct people *p);

/* What stands behind people says where they fell: "و34 في قرية X", "ثلاثة منهم في بلدة Y". */
bool people_by_place(const struct finder *f, size_t i, size_t end);

/* "كل من أحمد العلي وخالد الحسن", "كل من: أحمد العلي، خالد الحسن": as many as there are names joined by "و" or by
 * commas. */
bool people_each(const struct finder *f, size_t i, size_t end, struct people *p);

/* Adds those named behind p->last: "وخالد الحسن". */
void people_more_names(const struct finder *f, size_t end, struct people *p);

/* "المقاتلين أحمد العلي ومحمد الحسن": as many as their names, for a word that would count nobody. */
bool people_are_named(const struct finder *f, const struct hit *who, struct people *p);

/* Whether a word at a token ends a list of victims: another verb of casualties, a subset, a tally. */
bool people_stop(const struct finder *f, size_t i);

/* Whether a man's noun in the accusative right behind a passive verb is the dual of what stands behind it. */
bool people_is_dual_of(const struct finder *f, const struct hit *h);

/* Whether a token begins with "and": glued to a number or a word of people, or alone before one. */
bool begins_with_and(const struct finder *f, size_t i);

/* The victims that stand before a verb ("أربعة أشخاص قُتلوا"); a number of them ("18 من قوات النظام ... مصرعهم"); whether
 * people stand right before token i ("طفل استشهد وأصيب 3" is no joint figure); whether a given name opens the clause
 * ("رامي الحسون (22 عام) استشهد"). Numbers within dates of `ev` count nobody. */
bool people_before(const struct finder *f, const struct events *ev, const struct hit *verb, struct people *p);
bool number_before(const struct finder *f, const struct events *ev, size_t i, struct people *p);
bool people_left(const struct finder *f, size_t i);

/* Nothing but "at least" stands from a token to another: "15 مدنياً على الأقل قُتلوا". */
bool people_end_before(const struct finder *f, size_t i, size_t end);
bool named_before(const struct finder *f, size_t i);

/* Where the victims of a verb or noun at i begin: behind dates, pronouns ("فيه"), prepositions, means ("بالانفجار"); behind
 * the doers that a verb ("اغتال مسلحون مختار القرية"), a noun ("إعدام التنظيم لرجلين") or a verb whose doer the lexicon
 * lacks ("قتلت قواتنا 15 مسلحاً") names first. `i` where there is nothing to skip. */
size_t victims_start(const struct finder *f, const struct events *ev, size_t i, size_t end);
/* "قُتل في كمين، قرب بلدة X، سبعة عناصر"; the token behind the verb where there are none. */
size_t behind_scene(const struct finder *f, const struct hit *verb, size_t end);
/* "وقُتل في القصف على بلدة X طفل وامرأة", "وأصيب بانفجار لغم قرب X ثلاثة عمال", "ضحايا القصف على X خمسة": several people
 * behind the scene that begins at a token; 0: none. */
size_t behind_bare_scene(const struct finder *f, size_t i, size_t end);
size_t behind_adjective(const struct finder *f, size_t i, size_t end); /* "إعدام جماعية لعشرين شخصاً" */
bool is_same_deed(const struct finder *f, size_t i, size_t end); /* "في الهجوم ذاته" */
size_t behind_doers(const struct finder *f, const struct events *ev, size_t i, size_t end);
size_t behind_noun_doers(const struct finder *f, size_t i, size_t end);
size_t behind_unknown_doer(const struct finder *f, size_t i, size_t end);

/* Whether a name or a noun that the lexicon lacks stands at *at, moved behind a quotation mark. Behind words of wounding
 * only a quoted one, or one with its wounds: what follows those tells how ("إصابة مباشرة"). */
bool names_victim(const struct finder *f, const struct events *ev, enum casualty_kind kind, const struct hit *h, size_t *at,
		  size_t end);

/* Whether the own fate of one who stands at a token is told by the verb right behind him: "قُتل عنصر ورفيقه أصيب". */
bool people_has_own_verb(const struct finder *f, size_t at, const struct people *one);

/* The number said behind people told without one: "قتل عناصر الحاجز وعددهم ستة". */
bool people_numbered(const struct finder *f, size_t i, size_t end, struct people *p);

/* Those whom a vehicle hit carried, told in the words before token i: "سيارة تقل أربعة عمال ... مقتلهم". */
bool people_aboard(const struct finder *f, size_t i, struct people *p);

/* Civilians counted before token i in its sentence of whom nothing else is told: "انفجر لغم بأربعة أطفال ... ما تسبب
 * بإصابتهم". */
bool people_told(const struct finder *f, const struct events *ev, size_t i, struct people *p);

/* Sets whose victims they are: of those a list names, of the one named right behind ("عنصرين من قسد"), of the armed side
 * named before that "مقاتليها" points to; `attackers`: theirs in any case. */
void casualty_note_blocs(const struct finder *f, struct casualty_fact *x, bool attackers);

/* Sets whether the words of a figure call its dead martyrs ("استشهد") or those of the other side ("تحييد"); whether a
 * dual verb tells of two who hit, not of two who were hit. */
void casualty_note_camp(const struct finder *f, struct casualty_fact *x);
bool casualty_is_active_dual(const struct finder *f, const struct hit *h);

bool casualty_is_one_of(const struct finder *f, const struct hit *h); /* "أحد المصلين أصيب" */
bool casualty_so_he_died(const struct finder *f, const struct hit *h);

/* "رجل خرج حين أصابت الرصاصات سيارته": a verb whose doer hit something; he who stands before it is not hurt. */
bool casualty_hits_thing(const struct finder *f, const struct hit *h);

/* The same of people before their verb, whose last word is given: "26 من قوات النظام قُتلوا". */
void casualty_note_bloc_before(const struct finder *f, struct casualty_fact *x, uint32_t people);

/* "في حصيلة أولية،", "وفق حصيلة أعلنها المرصد،": a word of a tally that only says whence the figures are. */
bool tally_is_aside(const struct finder *f, size_t i);

/* The date that covers a token, or NULL. */
const struct date_fact *casualty_date(const struct events *ev, size_t i);

/* A denial that opens at token i ("لم يسجل الاستهداف أي إصابات", "دون وقوع قتلى") and whom it denies. */
struct denial {
	uint32_t last; /* token */
	bool killed, injured;
};
bool denial_at(const struct finder *f, size_t i, struct denial *out);

#endif
