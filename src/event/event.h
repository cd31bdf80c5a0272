/* Event facts in a text, sentence by sentence: triggers, dates, actors, casualties. Knows no places. */
#ifndef KHARITA_EVENT_EVENT_H
#define KHARITA_EVENT_EVENT_H

#include "base/buf.h"
#include "gazetteer/lexicon.h"
#include "text/text.h"

struct date {
	int year, month, day; /* year 0: unknown date */
};

enum date_unit { DATE_UNKNOWN, DATE_DAY, DATE_DAYS /* 2-6 */, DATE_WEEK, DATE_MONTH, DATE_YEAR };

/* One date expression, resolved against the text's day. */
struct date_fact {
	uint32_t first_token, last_token, sentence;
	struct date first, last; /* the period it bounds, inclusive; year 0: not resolvable */
	enum date_unit unit;
	struct sv basis;    /* "weekday+day+month", "year_inferred", "published + أمس", ...: static or arena */
	bool is_background; /* says itself that it is past background: "العام الماضي", "في أواخر 2017" */
	bool is_earlier; /* "بعد يومين من X": the day of X, which stands behind */
	bool is_duration; /* "لعدة ساعات", "خلال السنوات الماضية": no date of an event */
	bool is_since;	  /* "منذ صباح الخميس": what began then */
	bool is_until;	  /* "الحصيلة حتى الآن": up to today, no day of an event */
	bool is_relative; /* named from the text's day by relative_days (0 today, -1 yesterday), known or not */
	int relative_days;
	bool is_period; /* "خلال الأيام الثلاثة الماضية": of several days, weeks or months */
	bool is_habit; /* a duration of weeks or more up to now: what happened in it happened often */
	bool is_numbered; /* names a day of a month by its number */
	bool of_heading;  /* a weekday of the days that head the text: "حصاد الأسبوع (3 - 9 أيار)" */
	int weekday;	  /* 0 = Sunday; -1: names none */
};

/* One actor named in the text, or a thing that shows whom an attack hit (حاجز, صهريج). */
struct actor_fact {
	uint32_t first_token, last_token, sentence;
	struct sv name; /* ACLED's, from the lexicon: "Islamic State (Syria)"; empty: only a target */
	struct sv later; /* "DAY NAME|..." what ACLED calls it from that day on */
	int bloc;	 /* on whose side it fights, from 1; 0: not known */
	int inter;	/* ACLED inter code 1..8 */
	bool civilians;
	bool armed; /* soldiers, guards, fighters: an attack on them is a clash */
	bool conjoined; /* و is glued to it or stands before it: "التحالف وقسد" */
};

/* Casualties as one clause states them. NAN-free: < 0 means not stated. */
struct casualty_fact {
	uint32_t first_token, last_token, sentence;
	int killed, killed_low, killed_high;
	int injured;
	bool injured_open;     /* "أكثر من عشرة": at least so many */
	int joint;	       /* "مقتل وإصابة 5" */
	bool vague;	       /* عدد من، عشرات: bounds only */
	bool denied;	       /* "دون خسائر بشرية": zeros */
	bool civilians, armed; /* who the victims are, where said */
	bool cumulative;       /* "ارتفعت الحصيلة إلى 61": a tally, not this incident's */
	bool over_days;	       /* "خلال الأيام الثلاثة الماضية": maybe of several events */
	bool of_wounded;       /* "توفي اثنان منهم": of the wounded told before */
	bool besides;	       /* "قُتل في الهجوم ذاته شخصان": besides those told before */
	bool martyrs;	       /* called so: of the side of him who tells */
	bool foes;	       /* "تحييد ثلاثة": of the side that he who tells fights */
	bool rises;	       /* "ارتفع عدد القتلى إلى 21": stands for figures told before */
	bool part; /* one of the figures that make up the one told before: "ستة، أربعة في X واثنان في Y" */
	uint8_t parts;	       /* how many figures behind it, in its sentence, make it up; 0: none */
	uint32_t blocs;	       /* bit N: dead or wounded of the bloc N (actor_fact.bloc, BLOC_ATTACKERS); 0: not known */
};

/* What a trigger does in the making of an incident. */
enum trigger_role {
	TRIGGER_FOUNDS, /* an event by itself: هجوم */
	TRIGGER_RESULT, /* founds one where nothing else in its clause does: مقتل after هجوم is the same event */
	TRIGGER_MOVEMENT,   /* founds one where its clause names a place: تعزيزات, تمشيط */
	TRIGGER_WITHDRAWAL, /* as movement, from the place: انسحب من */
	TRIGGER_MANNER,	    /* only names the type: لغم, طائرة مسيّرة, رصاص */
	TRIGGER_ANAPHORA,   /* points back at an event told before */
};

/* One event trigger. */
struct trigger_fact {
	uint32_t token, last_token, sentence;
	struct sv event_type, sub_event_type; /* ACLED's exact names, from the lexicon */
	int strength;			      /* from the lexicon: a stronger trigger names the incident's type */
	bool negated, planned, general;	      /* not an event: denied, intended or feared, habitual */
	bool fatal_work;		      /* "أثناء تفكيك لغم": general, but where victims fell */
	bool of_raid; /* "عملية أمنية، والتي استهدفت وكراً في حي X": general, but where the operation was */
	enum trigger_role role;
	bool secondary;		    /* any role but TRIGGER_FOUNDS */
	bool definite;		    /* a noun with the article or a possessive: it may point back */
	bool plural, verb, present; /* grammatical number and tense of the form */
	bool by_victims;	    /* an attack on armed men is a clash, on civilians an attack on civilians */
	bool oblique;		    /* a preposition is glued to it: "بالهاون" */
	bool conjoined;		    /* و or ف is glued to it: it opens a clause */
	bool beside;		    /* "وسط قصف": what goes on besides */
	struct sv group;	    /* the lexicon's family of triggers: "violence", "arrest", ... */
};

/* Words that shape clauses: where one opens, what ties it to the one before, what is told as past, who says it, where
 * people were taken or came from (places there are not the event's). */
enum cue_kind {
	CUE_BREAK,
	CUE_RESULT,
	CUE_ADDITION, /* "بالإضافة إلى" */
	CUE_CAUSE,
	CUE_AFTER,
	CUE_BACKGROUND,
	CUE_SAY,
	CUE_THAT,
	CUE_ELSEWHERE,
	CUE_ORIGIN, /* where shells are fired from: "مصدرها" */
	CUE_ASIDE,
	CUE_SEPARATE,
	CUE_AGENT,    /* who did it stands behind: "من قبل" */
	CUE_DOES,     /* who does the deed named behind stands behind: "قام عناصر بإطلاق" */
	CUE_TARGET,   /* whom it hit: "على", "تعرض" */
	CUE_OTHER,    /* another event by its own name: "حادثة أخرى" */
	CUE_THERE,    /* where the last one was: "في البلدة ذاتها" */
	CUE_RETOLD,   /* about the event told before: "وقعت الحادثة في" */
	CUE_BELONGS,  /* to whom those named before belong: "يتبعون" */
	CUE_CLAIM,    /* "تبنى": a date right behind it is that of the claim */
	CUE_RELATIVE, /* "الذي": what follows describes the noun before it */
	CUE_PART,     /* a part of the place behind "من": "القطاع الرابع من مخيم X" */
	CUE_SERIES,   /* several events: "سلسلة حوادث", "مناطق متفرقة" */
	CUE_LOST,     /* "فقدان الاتصال به": the day behind it is that of his vanishing */
	CUE_HIT	      /* a thing that is seldom hit twice in one report: a bus, a train, a school */
};
struct cue_fact {
	uint32_t first_token, last_token, sentence;
	enum cue_kind kind;
	uint32_t thing; /* of CUE_HIT: which, from the lexicon */
};

struct events {
	struct date_fact *dates;
	size_t n_dates;
	struct actor_fact *actors;
	size_t n_actors;
	struct casualty_fact *casualties;
	size_t n_casualties;
	struct trigger_fact *triggers;
	size_t n_triggers;
	struct cue_fact *cues;
	size_t n_cues;
	struct date text_day; /* the day the article speaks from; year 0: unknown */
	struct sv text_day_basis;
	struct date header_day; /* the day that heads a digest: "حصاد الأربعاء 10 حزيران"; year 0: none */
	struct date story_day; /* the day before it that the text tells of ("yesterday, 10 May"); year 0: none */
};

enum { BLOC_ATTACKERS = 31 }; /* "ثلاثة من المهاجمين"; actors' blocs are below */

struct event_rules;

/* Compiles the lexicon's tables. Immutable, shared; borrows from g. ERR_DATA names table, row and reason. */
enum err event_rules_open(const struct gazetteer *g, struct event_rules **out, struct error *e);

/* The same made ahead of time, for the gazetteer's file (gazetteer/build.h); event_rules_open() takes it from there. */
#define EVENT_IMAGE "event.rules"
enum err event_rules_image(const struct gazetteer *g, struct buf *out, struct error *e);

void event_rules_free(struct event_rules *r);

/* Finds all event facts. `published` is an ISO date or empty. Result in the arena, each array in text order. */
void event_find(struct arena *a, const struct event_rules *r, const struct text *t, struct sv published,
		struct events *out);

/* Whose dead a figure counts, in the words behind it: "قسد" of "ستة من عناصر قسد"; empty: it does not say. */
struct sv casualty_side(const struct text *t, const struct casualty_fact *c);

/* Whether a normalised word says a loss of the speaker's own side: "أقرت", "وشيّعت". */
bool casualty_is_admitted(struct sv word);

/* What an actor is called on a day; year 0: on its first. */
struct sv actor_name_on(const struct actor_fact *x, struct date day);

/* Proleptic Gregorian calendar: days since 1970-01-01, weekday 0 = Sunday; parsing of "YYYY-MM-DD...". */
int64_t date_to_days(struct date d);
struct date date_from_days(int64_t days);
int date_weekday(struct date d);
bool date_parse_iso(struct sv s, struct date *out);

#endif
