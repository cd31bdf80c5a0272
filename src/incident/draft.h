/* Drafts of incidents: a run of clauses of one sentence that tells one event. Internal to the incident layer. */
#ifndef KHARITA_INCIDENT_DRAFT_H
#define KHARITA_INCIDENT_DRAFT_H

#include "incident/incident.h"

/* What ties a clause to the one before. */
enum link { LINK_NONE, LINK_BREAK, LINK_RESULT, LINK_ADDITION, LINK_CAUSE, LINK_AFTER };

struct clause {
	uint32_t first, last; /* tokens */
	enum link link;
	bool background; /* told as past */
	bool aside;	 /* where an actor is stationed */
	bool elsewhere;	 /* where people were taken, came from, or who reports: its places are not the event's */
};

struct clauses {
	struct clause *items;
	size_t n, capacity;
	uint32_t say, source_end; /* the verb of saying and the word for "that" behind it; both 0: none */
};

/* A stretch of tokens that tells of a draft: its own, then those of retellings. */
struct stretch {
	uint32_t first, last;
};

struct draft {
	uint32_t sentence;
	struct stretch *stretches;
	size_t n_stretches, stretches_capacity;
	struct stretch *sequels; /* sentences behind it that tell of no event, only of its victims */
	size_t n_sequels, sequels_capacity;
	const struct trigger_fact *head;
	struct sv family;
	enum link link; /* what ties its first clause to the one before */
	bool background;
	bool after;	/* an earlier event, named to place another in time: "عقب تفجير ..." */
	bool earlier;	/* by days or hours: "بعد أيام من مقتل ثلاثة" */
	bool anaphoric; /* its triggers are definite: it may retell */
	bool separate;	/* "وفي حادثة منفصلة": another event by its own words */
	bool other;	/* by its own name: "حادثة أخرى", "لغم آخر" */
	bool otherwise; /* of others, who fell in another way, where those told right before did */
	bool reported;	/* opens with a verb of saying, or "the event happened": more about what was told before */
	bool headline;
	bool weak_place; /* its places are only context or were taken over */
	bool dropped;
	bool nowhere; /* dropped only because it was everywhere: it may still date the article */
	bool orphan; /* dropped only because nothing says where */
	const struct mention **places;
	size_t n_places, places_capacity;
	struct stretch part; /* of a sum parted among places: where its figures stand */
	bool is_part;
	const struct date_fact *date;
	bool weak_date; /* the day of saying or counting so, told behind: "ارتفع العدد إلى 13، بحسب ما ذكرته صفحات
			   اليوم" */
	uint32_t from; /* where it begins behind what it made happen: "حظر تجول حتى الخميس، بعد ساعات من تفجير"; 0:
			  nothing */
	uint32_t say, source_end; /* a date between "قال" and "إن" is that of the saying; both 0: none */
};

/* All that is known of an article, and the drafts in the making. */
struct story {
	struct arena *arena;
	const struct gazetteer *gazetteer;
	const struct text *text;
	const struct mentions *mentions;
	const struct events *events;
	struct draft *drafts;
	size_t n_drafts, drafts_capacity;
	uint8_t *mention_flags; /* enum mention_flag of each mention */
	uint32_t *order;	/* of each sentence, among those that are no names in a list */
	bool is_digest;		/* a list of items, each its own event */
};

enum mention_flag {
	MENTION_ELSEWHERE = 1, /* its clause says where else */
	MENTION_HEADED = 2,    /* its clause has a trigger that heads a draft */
	MENTION_ASIDE = 8,     /* where an actor is stationed: the event's place if nothing else is */
	MENTION_LABEL = 4,     /* "الحسكة:" before an item of a list */
};

/* "من مدينة X بريف Y": whether a mention says where the one right before it is. */
bool mention_is_container(const struct mention *m, const struct mention *inner);

/* "ثلاثة جرحى بمشفى السلمية", "استقبل مشفى السلمية ثلاثة", "توفي في مشفى السلمية متأثراً بجراحه": where they lie, not
 * where they were hit. */
bool mention_holds_victims(const struct story *s, const struct mention *m);

/* "ولا يزال في المشفى الميداني ببلدة X ستة مصابين": where they are cared for. */
bool mention_is_town_of_ward(const struct story *s, const struct mention *m);

/* "باتجاه مطار X والطريق المؤدية إلى Y": the second of two ways, where nothing happened. */
bool mention_is_next_way(const struct story *s, size_t mention);

/* Role by which a mention can be the place of an event of this kind. */
bool is_event_place(const struct story *s, size_t mention, const struct trigger_fact *head);

/* "أصيب خمسة من أهالي بلدة X": where people named before a place live. */
bool mention_is_of_natives(const struct story *s, const struct mention *m); /* "من أبناء X" */
bool mention_is_home(const struct story *s, const struct mention *m);

/* "تجمع العشرات من أهالي بلدة X": those who protest are at home, unless a scene is named right behind. */
bool mention_is_of_protesters(const struct story *s, size_t mention, const struct trigger_fact *head);

/* First index of a fact that begins at or after a token. */
size_t trigger_from(const struct events *ev, uint32_t token);
size_t cue_from(const struct events *ev, uint32_t token);
size_t date_from(const struct events *ev, uint32_t token);
size_t actor_from(const struct events *ev, uint32_t token);
size_t casualty_from(const struct events *ev, uint32_t token);
size_t mention_from(const struct mentions *m, uint32_t token);

/* The layout of a text: full stops; short lines before prose; items that sum up the prose below; a line that is little more
 * than a place heads what follows (or NULL); bullets, dashes, numbers or such lines throughout. */
bool sentence_ends_with_stop(const struct text *t, size_t sentence);
bool sentence_is_headline(const struct text *t, size_t sentence);
bool sentence_is_item(const struct text *t, size_t sentence); /* of a list: a dash, a bullet, a number before it */
bool sentence_is_summary(const struct text *t, size_t sentence);
const struct mention *sentence_header(const struct story *s, size_t sentence);
bool sentence_is_labelled(const struct story *s, size_t sentence); /* "هجين: ...": a line that a place heads */
bool story_is_list(const struct story *s);

/* "مقتل ستة من قسد، وأربعة من العشائر", "... مقابل خمسة": dead (or wounded) told beside those told right before, by the
 * same account, as others. */
bool figure_is_beside(const struct story *s, const struct casualty_fact *before, const struct casualty_fact *c,
		      bool dead);

/* Whether words of admitting stand right before a figure: its dead are those of him who speaks. */
bool figure_is_admitted(const struct story *s, const struct casualty_fact *c);

/* Whether each of two figures in a sentence is of the dead of him who tells it. */
bool figures_are_own(const struct story *s, const struct casualty_fact *before, const struct casualty_fact *c);

/* Sets the order of sentences, by which what is told behind a list of names stands right behind what is told before it. */
void story_order(struct story *s);

/* Clauses of a sentence, in order, without gaps. */
void clauses_of(struct arena *a, const struct text *t, const struct events *ev, size_t sentence, struct clauses *out);

/* The trigger that heads a clause, or NULL; how much one is worth as a head; whether it tells of an event that was not told
 * before; whether a clause tells only of what did not happen. */
const struct trigger_fact *clause_head(const struct story *s, const struct clause *c);
int trigger_rank(const struct trigger_fact *x);
bool trigger_is_new(const struct trigger_fact *x);
bool clause_is_unreal(const struct story *s, const struct clause *c);

/* "انطلاقاً من غربي X، مستهدفاً مقار في بلدة Y": whether a clause opens with the participle of the doer told before. */
bool clause_goes_on_targeting(const struct story *s, const struct clause *c);

/* "مقتل قيادي بعملية أمنية في X": whether a clause tells of the dead of the raid that heads it. */
bool clause_is_deadly_raid(const struct story *s, const struct clause *c, const struct trigger_fact *head);

/* Whether tokens name a place that an event of a head happened at; whether they tell of dead. */
bool clause_has_place(const struct story *s, uint32_t first, uint32_t last, const struct trigger_fact *head);
bool tells_dead(const struct story *s, uint32_t first, uint32_t last);

/* Where a sentence's first clause begins to tell of an event of its own, behind one told before that only says when:
 * "وعقب التفجير، قتل مجهولون شاباً في بلدة X"; else its first token. */
uint32_t clause_own_words(const struct story *s, const struct clause *c);

/* Whether clause i, which might go on with the draft before it, tells of other victims: of another place, told with how
 * they fell, or of another way in which they did (*otherwise). */
bool clause_opens_other(const struct story *s, const struct draft *d, const struct clauses *all, size_t i,
			const struct trigger_fact *head, bool *otherwise);

/* "تظاهر الأهالي احتجاجاً على مقتل شاب": whether a clause, a draft of it, tells what a protest was about. */
bool clause_is_ground_of_protest(const struct story *s, const struct draft *d, const struct clause *c,
				 const struct trigger_fact *head);
bool draft_is_ground_of_protest(const struct story *s, const struct draft *d);

/* Whether a clause tells that one of the wounded told before died, wherever that was. */
bool clause_dies_of_it(const struct story *s, const struct clause *c, const struct trigger_fact *head);

/* Whether a clause is the verb of a deed that the draft before it named, without a verb, up to a comma. */
bool clause_tells_of_named(const struct story *s, const struct draft *d, const struct clause *c,
			   const struct trigger_fact *head);

/* Marks the place that labels a sentence and is not the event's: "الحسكة: ...", "دمشق 18 أيار 2017 / ...", "ففي حلب شمالاً، ...". */
void draft_flag_label(struct story *s, size_t sentence);

/* "- بانياس: تعزيزات من وزارة الدفاع تصل": whether its place is that which heads its own line. */
bool draft_is_labelled(const struct story *s, const struct draft *d);

/* Drafts of all sentences, with places, dates and headlines marked. */
void drafts_find(struct story *s);

/* "خسائر في صفوف قوات النظام بلغت 49 قتيلاً": dead of a side that is named behind them or a few words before. */
bool dead_are_of_side(const struct story *s, const struct casualty_fact *c);

/* "قُتل ثلاثة منهم وأُلقي القبض على أربعة، فيما استشهد عنصر": the fight, of the drafts from `before` on, in which those
 * of a clause behind an arrest fell; NULL: none. */
struct draft *draft_fight_before(struct story *s, size_t before, const struct clause *c,
				 const struct trigger_fact *head);

/* Whether a figure within an event's words is that of a deed which it answers, or is told by its sum or by its parts.
 */
bool figure_is_of_answered(const struct story *s, const struct draft *d, const struct casualty_fact *c);
bool figure_is_told_otherwise(const struct story *s, const struct draft *d, const struct casualty_fact *c);

/* Whether a fight is that by which a place was taken; whether a draft tells of one only to say when the place was taken
 * that is told behind it. */
bool fight_wins(struct sv family, const struct trigger_fact *fight);
bool draft_wins_place(const struct story *s, const struct draft *d, const struct clause *c,
		      const struct trigger_fact *taking);

/* Places of a draft from its first stretch; the section header's where it has none. */
void draft_find_places(const struct story *s, struct draft *d, const struct mention *header);

/* "هاجموا حقل X. وقُتل حارس في الحقل": the one site of a kind that the text told before; NULL: none, or several. */
const struct mention *draft_site(const struct story *s, const struct draft *d);
void draft_add_place(struct arena *a, struct draft *d, const struct mention *m);
bool mention_same_place(const struct mention *a, const struct mention *b);

/* How narrow a place is: the smaller, the more it says where. */
int mention_breadth(const struct mention *m);
bool mention_is_hospital(const struct mention *m); /* where victims lie says nothing of where they were hit */
bool mention_is_governorate(const struct story *s, const struct mention *m); /* or its city by the governorate's name */
bool mention_spans_governorates(const struct gazetteer *g, const struct mention *m); /* country, desert, a river's side */
bool mention_lies_in(const struct story *s, const struct mention *inner,
		     const struct mention *outer); /* its governorate */
bool drafts_share_place(const struct draft *a, const struct draft *b);
bool drafts_share_any_place(const struct draft *a, const struct draft *b); /* containers too */
void draft_sort_places(const struct story *s, struct draft *d);
uint32_t draft_last_sentence(const struct story *s, const struct draft *d);
void draft_find_place_behind(const struct story *s, struct draft *d);

/* The date of a draft, or NULL; whether it tells what many attacks over weeks did, which is no event; whether what it
 * tells as past ("كان ... قد") is of these days. */
const struct date_fact *draft_find_date(const struct story *s, const struct draft *d);
bool draft_is_habit(const struct story *s, const struct draft *d);
bool draft_is_of_now(const struct draft *d);
bool draft_has_weak_date(const struct story *s, const struct draft *d);

/* Gives a sentence that tells of victims alone to the event told right before it: "وانتهت العملية دون إصابات."
 * `before`: the drafts of the sentences before. */
void draft_add_sequel(struct story *s, size_t sentence, size_t before);

/* Events of one family, or a raid and what came of it, can be one event. */
bool families_agree(struct sv a, struct sv b);

/* Whether two drafts of one governorate tell of one thing hit, seldom hit twice (a bus, a train); whether `d` tells where
 * only by an area of the governorate that `x` names a place in. */
bool drafts_hit_same(const struct story *s, const struct draft *a, const struct draft *b);
bool draft_says_wider(const struct story *s, const struct draft *d, const struct draft *x);

/* Folds retellings into the drafts they retell and marks the others dropped. */
void drafts_fold(struct story *s);

/* Parts drafts whose dead are told place by place, one each: "إلى 18 في قرية X و34 في قرية Y وشهيدان في قرية Z". */
void drafts_part(struct story *s);

/* What the words beside an actor make of him in a stretch; whether he did the draft's deed. */
enum side { SIDE_OPEN, SIDE_DOER, SIDE_TARGET };
enum side actor_side(const struct events *ev, size_t actor, const struct stretch *own);
bool actor_does_deed(const struct story *s, const struct draft *d, size_t actor);
bool actor_is_unidentified(const struct actor_fact *x);

/* A lead over two towns whose retelling tells how many fell in the first; of a sum of killed the figure that is the
 * draft's own, NULL where it is no sum over several events. */
bool draft_is_lead_of_parts(const struct story *s, const struct draft *d);
const struct casualty_fact *draft_part_of_sum(const struct story *s, const struct draft *d, int sum);

/* Whether a draft tells that the count of its dead rose. */
bool draft_has_risen(const struct story *s, const struct draft *d);

/* The trigger that names a draft's type. */
const struct trigger_fact *draft_naming_trigger(const struct story *s, const struct draft *d);

/* "قصف", with no word of what was fired: it may have been flown. */
bool draft_is_bare_shelling(const struct story *s, const struct draft *d);

/* Fills an incident's type, date, actors and casualties from its draft. */
void incident_set_type(const struct story *s, const struct draft *d, struct incident *out);
void incident_set_date(const struct story *s, const struct draft *d, const struct draft *lead, struct incident *out);
void incident_set_actors(const struct story *s, const struct draft *d, struct incident *out);
void incident_set_casualties(const struct story *s, const struct draft *d, struct incident *out);

/* The event that a draft is another of: "وهذا الاستهداف هو الثالث من نوعه. ففي مطلع الشهر أصيب خمسة باستهداف ورشة";
 * NULL: none. */
const struct draft *draft_kind_told(const struct story *s, const struct draft *d);

/* The day that current events of the article happened on; unit DATE_UNKNOWN if nothing tells. */
bool draft_is_past(const struct story *s, const struct draft *d, const struct draft *lead);

/* An event without a place of its own beside one of a family belongs to it: things burnt, troops sent. */
bool head_is_side_effect(const struct story *s, const struct trigger_fact *head, struct sv beside);

/* "خطف التنظيم راعيين إثر هجوم في بادية X": what a family of deeds is done by. */
bool family_is_done_by(struct sv outcome, struct sv means);

#endif
