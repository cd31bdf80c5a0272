/* Parts of the counting of casualties. Internal to the event layer. */
#ifndef KHARITA_EVENT_CASUALTY_H
#define KHARITA_EVENT_CASUALTY_H

#include "event/people.h"

enum { MOST_PARTS = 8 };

/* One of the figures that make up a sum. */
struct counter_part {
	uint32_t first, last; /* tokens */
	int n;
	bool civilians, armed;
};

struct counter {
	const struct finder *f;
	struct events *out;
	size_t capacity;
	uint32_t period_end; /* token up to which all figures sum over a period */
	struct counter_part parts[MOST_PARTS]; /* of the fact `sum`; those from next_part on are still to come */
	size_t n_parts, next_part, sum;
};

/* Adds a fact that states nothing yet. */
struct casualty_fact *casualty_add(struct counter *c, size_t first, size_t last);

/* Sets what `p` states of a kind: killed, wounded, or both in one figure (`joint`). */
void casualty_set(const struct counter *c, struct casualty_fact *x, enum casualty_kind kind, bool joint,
		  const struct people *p);

const struct date_fact *casualty_date_at(const struct counter *c, size_t i);

/* "منذ بداية العام", not "منذ بداية الهجوم". */
bool casualty_is_period(const struct counter *c, size_t i);

/* Looks for the parts that make up the figure of a fact behind it; takes the one that begins at a token. */
void casualty_find_parts(struct counter *c, size_t of);
bool casualty_take_part(struct counter *c, size_t i, size_t *next);

/* Each takes what a word of its kind tells and returns the token behind what it used: "تسعة قتلى", "قتيلان", "جثتي";
 * "وبلغ عدد القتلى ستة والجرحى أحد عشر"; "ارتفعت حصيلة القتلى إلى 11"; "قُتل 61 منذ بداية العام". */
bool casualty_counts_cases(const struct counter *c, const struct hit *h); /* "ثلاث إصابات", "إصابتان" */
size_t casualty_take_noun(struct counter *c, const struct hit *h, enum casualty_kind kind);

/* The noun of the wounded behind one of the dead where one figure counts both ("16 قتيلاً وجريحاً"); NULL: it does not.
 */
const struct hit *casualty_both_behind(const struct finder *f, const struct hit *dead, int value);

/* "تعرض سائقها لجروح"; "أصيب برأسه"; "فبترت ساقه", where no wounded are told before. */
bool casualty_is_undergone(const struct finder *f, const struct hit *h);
bool casualty_names_body_part(const struct finder *f, const struct hit *h);
bool casualty_is_limb(const struct counter *c, const struct hit *h);

/* Whether those at `start` are companions of him who stands before a verb. */
bool casualty_is_other_fate(const struct finder *f, const struct hit *h, enum casualty_kind kind, size_t last);
bool casualty_is_own_verb(const struct finder *f, const struct hit *h, struct people *p);
int casualty_joined_to(const struct finder *f, const struct hit *h, size_t start);
size_t casualty_take_counted_behind(struct counter *c, const struct hit *h, enum casualty_kind kind);
size_t casualty_take_tally(struct counter *c, const struct hit *h);
size_t casualty_take_period(struct counter *c, const struct hit *h);

/* Those who died of wounds: whether a wound is that of one told dead before ("فقد حياته عقب إصابته"), whether people at a token are some
 * of the wounded told before ("أصيب ستة، توفي اثنان منهم"); adds the one wounded before as dead ("أصيب مدني وتوفي لاحقاً"). */
bool casualty_is_of_the_dead(const struct counter *c, const struct hit *h);
bool casualty_is_part_of_wounded(const struct counter *c, size_t i, const struct people *p);
bool casualty_were_wounded(const struct finder *f, size_t first, size_t last);
bool casualty_died_of_wounds(struct counter *c, const struct hit *h, enum casualty_kind kind);

/* Whether the people of a verb or noun, behind whom token `behind` stands, are besides those told before: "تسبب أيضاً
 * بمقتل عنصرين". */
bool casualty_is_also(const struct counter *c, const struct hit *h, enum casualty_kind kind, size_t behind);

/* "فقدت القوات ستة من جنودها", not "فقد أربعة شبان": an armed side, then some of its own. */
bool casualty_loses_own(const struct finder *f, const struct hit *h);

/* "القضاء على آخر تجمعات التنظيم": the last of them, not another man. */
bool casualty_is_last_of(const struct finder *f, size_t i);

/* "أعدموا، بعد صلاة الجمعة، ثلاثة": whom a verb names only behind two commas; "الذي خسره النظام": ground, no men. */
bool casualty_is_put_off(const struct finder *f, const struct hit *h, size_t start);
bool casualty_is_ground(const struct finder *f, const struct hit *h);

/* "قرب قرية رجم العجوز": a cairn that a place is called by, no stoning. */
bool casualty_is_cairn(const struct finder *f, const struct hit *h);

/* Where the number of those stands whom a side lost. */
size_t casualty_own_start(const struct counter *c, const struct hit *h, size_t end);

/* "مقتل ستة عناصر بقصف على X، وثلاثة آخرين باشتباكات في Y": the verb goes without saying. */
bool casualty_take_again(struct counter *c, size_t i, size_t *next);

/* "خلّف 11 قتيلاً من القوات، إضافة إلى أربعة من المهاجمين": others dead of the same event. */
bool casualty_take_besides(struct counter *c, size_t i, size_t *next);

/* "سبعة قتلى من قوات النظام وأربعة من التنظيم". */
bool casualty_take_side(struct counter *c, size_t i, size_t *next);

/* "تسعة من عناصر التنظيم بينهم قيادي، ومدني كان قربهم": of other than the armed men counted before. */
bool casualty_take_bystander(struct counter *c, size_t i, size_t *next);

/* "قُتل 39 مدنياً وجُرح ...": those before the second verb are the victims of the first. */
bool casualty_victims_before(const struct counter *c, const struct hit *h, struct people *p);

/* The victims of a verb or noun that none stand behind: named before it, by a pronoun, by a bare name. `at`: where to
 * look for names. Returns the token behind what it used. */
size_t casualty_take_told(struct counter *c, const struct hit *h, enum casualty_kind kind, size_t at);

/* "كلّفت الأول أحد عشر قتيلاً، والثاني تسعة": what the other of two lost. */
bool casualty_take_second(struct counter *c, size_t i, size_t *next);

/* "فقدت طفلة إحدى عينيها", "وفقد آخر بصره": hurt, by what he lost of himself. */
bool casualty_take_limb(struct counter *c, size_t i, size_t *next);

/* "ونُقل ثلاثة آخرون إلى المشفى": hurt, though no word says so. */
bool casualty_take_cared(struct counter *c, size_t i, size_t *next);

/* "غارات سقط فيها ستة عناصر"; "قُتل من القوات ستة ومن المهاجمين ثلاثة": those of the other side; "مقتل ثلاثة جنود، فضلاً
 * عن المهاجم": he, too. */
bool casualty_take_fell(struct counter *c, size_t i, size_t *next);
bool casualty_take_other_part(struct counter *c, size_t i, size_t *next);
bool casualty_take_attacker(struct counter *c, size_t i, size_t *next);

/* "ثمانية ضحايا، هم خمسة قتلى وثلاثة جرحى": the dead and the wounded that make up those counted before. */
bool casualty_take_split(struct counter *c, const struct hit *h, size_t *next);

/* How many persons the lines behind a sentence name, where it ends with a colon ("استشهد كل من:"); 0: it opens no such list,
 * or one of some of them ("عُرف منهم:"). */
int casualty_listed(const struct finder *f, size_t sentence);

/* Once all are found: counts those of "استشهد كل من:" by the names on the lines behind; takes a word that may be a dual
 * or a plural for two where a third follows. */
void casualty_count_names(const struct finder *f, struct casualty_fact *x);
void casualty_count_dual(const struct finder *f, struct casualty_fact *x, const struct casualty_fact *next);

/* "ثلاث عمليات اغتيال أسفرت عن ثلاثة قتلى، آخرها في X": the figure sums over several deeds, one of which is told
 * behind. */
void casualty_leave_series(const struct finder *f, struct casualty_fact *x);

/* Whether a verb's pronoun is one whom it hit ("فقتلته"); those told before whom it means: "انفجر لغم بثلاثة عمال
 * فأرداهم", "ثلاثة عمال حصدهم لغم". */
bool casualty_hits_him(const struct finder *f, const struct hit *h);
bool casualty_object(const struct counter *c, const struct hit *h, struct people *p);

/* "قُتل جنديان بكمين، وتم الاشتباك مع المهاجم وقتله": he, too, besides those told before. */
bool casualty_take_fought_off(struct counter *c, const struct hit *h, enum casualty_kind kind);

/* "تقل عشرين عاملاً، قُتل منهم في المكان تسعة": where the number of those behind a verb and "of them" stands; `at`:
 * nowhere. */
size_t casualty_behind_subset(const struct finder *f, const struct hit *h, size_t at, size_t end);

/* "فقُتل الأول وأصيب الثاني": one of those told before, by his place among them. */
bool casualty_in_order(const struct finder *f, const struct hit *h, struct people *p);

/* "فارق أحدهم الحياة", "ما لبث أحدهما أن فارق الحياة": one of those told before. */
bool casualty_take_each(struct counter *c, const struct hit *h);

/* "أصابت القذيفة مدرسة": spelled like a teacher, whom nothing shows. */
bool casualty_is_school(const struct finder *f, const struct hit *h, size_t i);

/* "قُتل من عناصر القوات ثلاثة": where the number stands behind those of whom it counts some; `i`: nothing of the kind.
 */
size_t casualty_behind_part(const struct finder *f, size_t i, size_t end);

/* "ضحايا الغارة على X ثلاثة عمال", "ذهب ضحية انفجار لغم في X أربعة": victims of a deed, told behind its scene. */
bool casualty_take_victims_of(struct counter *c, const struct hit *h, size_t *next);

/* "بين قتيل وجريح", "ما بين قتيل وجريح". */
bool casualty_is_joint_behind(const struct finder *f, size_t i, size_t end);

/* "وانصابو تنين": a verb of what befell those counted behind it. */
bool casualty_is_undergone_by(const struct finder *f, const struct hit *h, size_t i, size_t end);

/* "دون خسائر في صفوف قواتنا": none of those of him who tells, whoever else fell. */
bool casualty_is_of_own(const struct finder *f, size_t i);

/* "نجا ثلاثة عمال بجروح": who lived, and was hurt. */
bool casualty_take_survived(struct counter *c, const struct hit *h, size_t *next);

/* A number right before a token counts it: "ثلاثة منهم مقتولين". */
bool casualty_is_counted_before(const struct finder *f, size_t i);

/* People counted right before a token: "ثمانية أطفال ضحايا القصف". */
bool casualty_is_told_before(const struct finder *f, size_t i);

/* Whether a noun of casualties is part of those told before: "خمسة قتلى بينهم طفل". */
bool casualty_in_subset(const struct counter *c, size_t i);

#endif
