/* The compiled event lexicon. Internal to the event layer. */
#ifndef KHARITA_EVENT_RULES_H
#define KHARITA_EVENT_RULES_H

#include "event/event.h"
#include "event/phrase_build.h"
#include "gazetteer/lexicon.h"

enum { HIJRI_MONTHS = 12 }; /* months above are those of the Hijri calendar, of which this is the last of ours */
enum { OBJECT_PERSON = 1 }; /* identifier of the object "person": any word for people is one */
enum { NEEDS_PEOPLE = -1 }; /* people must stand right behind: "فُقد أربعة شبان", not "فقد كان" */

struct trigger_rule {
	struct sv group, event_type, sub_event_type;
	int strength;
	enum trigger_role role;
	int needs; /* identifier of an object, 0: none, NEEDS_PEOPLE */
	bool by_victims;
};

enum context_kind {
#define CONTEXT(symbol, name) symbol,
#include "event/kinds.def"
	CONTEXT_OBJECT, /* needed by a trigger: object:NAME */
};
struct context_rule {
	enum context_kind kind;
	int object; /* of CONTEXT_OBJECT: its identifier */
	uint32_t reach;
};

enum casualty_kind {
#define CASUALTY(symbol, name) symbol,
#include "event/kinds.def"
	CASUALTY_KINDS /* how many */
};
struct casualty_rule {
	enum casualty_kind kind;
	bool civilians, armed, attackers;
	bool martyrs; /* by the word itself: of the side of him who tells */
	bool foes;    /* by the word itself: of the other side */
	bool unused[3]; /* up to the size in the gazetteer's file */
};

enum number_kind {
#define NUMERAL(symbol, name) symbol,
#include "event/kinds.def"
	NUMBER_KINDS /* how many */
};
struct number_rule {
	enum number_kind kind;
	int value;
};

enum time_kind {
#define TIME(symbol, name) symbol,
#include "event/kinds.def"
	TIME_KINDS /* how many */
};
struct time_rule {
	enum time_kind kind;
	int value;
};

struct actor_rule {
	struct sv name, later;
	int inter, bloc;
	bool civilians, armed;
};

struct event_rules {
	struct arena arena;
	uint64_t serial; /* serial_next() */
	struct phrases phrases;
	size_t n_rows[PHRASE_TABLE_COUNT]; /* of the following, and of given_names */
	const struct trigger_rule *triggers;
	const struct context_rule *contexts;
	const struct casualty_rule *casualties;
	const struct number_rule *numbers;
	const struct time_rule *times;
	const struct actor_rule *actors;
	const int *months, *weekdays;
	struct date reference;
};

/* One inflection of a class: prefix + stem without `ending` + suffix. */
struct inflection {
	struct sv class, prefix, ending, suffix;
	uint8_t number, tense;
};
struct inflections {
	struct inflection *items;
	size_t n;
};

/* Adds every form of `forms` ('|' between them), their first words inflected as `class` says, then those of the
 * present stem. False for a class that has no inflection. */
bool inflect(struct phrase_builder *p, struct arena *scratch, const struct inflections *all, struct sv forms,
	     struct sv class, struct sv present, const struct phrase *like);

/* Reads the table of inflections. ERR_DATA if it is missing or wrong. */
enum err inflections_load(struct arena *a, const struct gazetteer *g, struct inflections *out, struct error *e);

/* The kinds of word that begin at a token, as bit sets: most tokens have none, and most questions are answered by it. */
struct kinds {
	uint64_t contexts;   /* enum context_kind */
	uint64_t casualties; /* enum casualty_kind */
	uint32_t times;	     /* enum time_kind */
	uint16_t numbers;    /* enum number_kind */
};

/* Those that begin anywhere in a sentence; what else it is asked as a whole. */
struct sentence_kinds {
	struct kinds any;
	bool tells_deed, names_weapon, names_armed;
};

/* Facts of one text in the making. */
struct finder {
	struct arena *arena;
	const struct event_rules *rules;
	const struct text *text;
	struct scan scan;
	struct kinds *kinds;		  /* n_tokens + 1 */
	struct sentence_kinds *sentences; /* n_sentences + 1 */
};

/* What a hit's row says of it: of a context, casualty, number or time word its kind, of others enum word_says. */
enum word_says { SAYS_DEED = 1, SAYS_WEAPON = 2, SAYS_ARMED = 4 };
uint8_t hit_kind(const struct event_rules *r, const struct hit *h);

/* Fills the kinds from the scan. */
void kinds_find(struct finder *f);

/* Each fills its array of *out, in text order. dates_find() also sets the text's day. */
void dates_find(const struct finder *f, struct sv published, struct events *out);
void actors_find(const struct finder *f, struct events *out);
void triggers_find(const struct finder *f, struct events *out);
void casualties_find(const struct finder *f, struct events *out);

/* A context word of a kind that begins at a token, or NULL. */
const struct context_rule *context_find(const struct finder *f, size_t token, enum context_kind kind);
static inline const struct context_rule *context_at(const struct finder *f, size_t token, enum context_kind kind)
{
	bool any = token < f->text->n_tokens && (f->kinds[token].contexts >> kind & 1);
	return any ? context_find(f, token, kind) : NULL;
}

/* Whether a word of time of a kind, one of several (bit set), a numeral of a kind begins at a token. */
static inline bool has_times(const struct finder *f, size_t token, uint32_t kinds)
{
	return token < f->text->n_tokens && (f->kinds[token].times & kinds);
}
static inline bool has_time(const struct finder *f, size_t token, enum time_kind kind)
{
	return has_times(f, token, UINT32_C(1) << kind);
}
static inline bool has_number(const struct finder *f, size_t token, enum number_kind kind)
{
	return token < f->text->n_tokens && (f->kinds[token].numbers >> kind & 1);
}

/* Whether a part of a day, a day or hours are named at a token: "منذ مساء أمس", "منذ ساعات", in which one event takes place. */
bool is_brief_at(const struct finder *f, size_t i);

/* Whether a period that begins at a token only measures a record: "الأعنف منذ مطلع العام". */
bool is_record_at(const struct finder *f, size_t i);

/* A numeral at token i: digits, words, "خمسة وعشرين" (25), "أكثر من 12" (at least), "نحو عشرين" (about), "عدد من". */
struct quantity {
	int value; /* < 0: none or vague */
	bool vague, at_least;
	int most;      /* "بين 5 و7": 7; 0: no range */
	uint32_t last; /* token */
};
bool quantity_at(const struct finder *f, size_t i, struct quantity *out);

/* "الثلاثة" behind those it counts. */
bool quantity_definite_at(const struct finder *f, size_t i, struct quantity *out);

/* A sign of money or of parts at a token: "2000$", "40%" count no people. */
bool quantity_is_money(const struct finder *f, size_t i);

#endif
