#include "incident/draft.h"

enum { SAY_WORDS = 10, SOURCE_TOKENS = 32, FRONT_TOKENS = 6 };

#define LOWER_BOUND(name, type, array, count, member)                                                                  \
	size_t name(const struct type *x, uint32_t token)                                                              \
	{                                                                                                              \
		size_t low = 0, high = x->count;                                                                       \
		while (low < high) {                                                                                   \
			size_t middle = low + (high - low) / 2;                                                        \
			if (x->array[middle].member < token)                                                           \
				low = middle + 1;                                                                      \
			else                                                                                           \
				high = middle;                                                                         \
		}                                                                                                      \
		return low;                                                                                            \
	}

LOWER_BOUND(trigger_from, events, triggers, n_triggers, token)
LOWER_BOUND(cue_from, events, cues, n_cues, first_token)
LOWER_BOUND(date_from, events, dates, n_dates, first_token)
LOWER_BOUND(actor_from, events, actors, n_actors, first_token)
LOWER_BOUND(casualty_from, events, casualties, n_casualties, first_token)
LOWER_BOUND(mention_from, mentions, items, n, first_token)

static bool is_stop(const struct token *k)
{
	if (k->kind != TOKEN_PUNCT)
		return false;
	switch (k->mark) {
	case 0x060C: /* Arabic comma */
	case 0x061B: /* Arabic semicolon */
	case ',':
	case ';':
	case ':':
	case 0x25AA: /* bullets */
	case 0x25AB:
	case 0x2022:
		return true;
	default:
		return false;
	}
}

/* Bit set of the kinds of cue that begin at a token; *next is the first cue at or behind it, tokens only grow. */
static uint32_t cues_at(const struct events *ev, size_t *next, uint32_t token)
{
	uint32_t kinds = 0;
	while (*next < ev->n_cues && ev->cues[*next].first_token < token)
		++*next;
	for (size_t i = *next; i < ev->n_cues && ev->cues[i].first_token == token; i++)
		kinds |= UINT32_C(1) << ev->cues[i].kind;
	return kinds;
}

static bool has_cue(uint32_t kinds, enum cue_kind kind)
{
	return kinds & UINT32_C(1) << kind;
}

/* The trigger at a token, or NULL; *next is the first one at or behind it, tokens only grow. */
static const struct trigger_fact *trigger_at(const struct events *ev, size_t *next, uint32_t token)
{
	while (*next < ev->n_triggers && ev->triggers[*next].token < token)
		++*next;
	return *next < ev->n_triggers && ev->triggers[*next].token == token ? &ev->triggers[*next] : NULL;
}

/* The link that opens a clause at a token; LINK_NONE with *opens false where none does. */
static enum link link_at(const struct trigger_fact *t, uint32_t cues, bool *opens)
{
	static const struct {
		enum cue_kind cue;
		enum link link;
	} links[] = {
	    {CUE_BREAK, LINK_BREAK}, {CUE_RESULT, LINK_RESULT}, {CUE_ADDITION, LINK_ADDITION}, {CUE_CAUSE, LINK_CAUSE}, {CUE_AFTER, LINK_AFTER}};
	*opens = true;
	for (size_t i = 0; i < sizeof links / sizeof links[0]; i++)
		if (has_cue(cues, links[i].cue))
			return links[i].link;
	*opens = t && t->conjoined && t->role != TRIGGER_MANNER && t->role != TRIGGER_ANAPHORA;
	return LINK_NONE;
}

static struct clause *clause_open(struct arena *a, struct clauses *out, uint32_t token, enum link link)
{
	struct clause *c = ARENA_PUSH(a, out->items, out->n, &out->capacity);
	*c = (struct clause){.first = token, .last = token, .link = link};
	return c;
}

static bool is_quote(const struct token *k)
{
	return k->kind == TOKEN_PUNCT && (k->mark == '"' || k->mark == 0x00AB || k->mark == 0x201C || k->mark == 0x201D);
}

/* "عن مقتل": what is told of, not what is said. */
static bool is_reported_as(const struct text *t, const struct trigger_fact *deed)
{
	return deed->token > 0 && sv_eq(t->tokens[deed->token - 1u].norm, SV("\xD8\xB9\xD9\x86"));
}

static bool says_day(const struct events *ev, uint32_t say, uint32_t end)
{
	size_t i = date_from(ev, say);
	return i < ev->n_dates && ev->dates[i].first_token < end;
}

/* "وذكر مصدر في مشفى الأسد أن": from the verb of saying to the word for "that" stands who says it, and when. */
static void find_source(const struct text *t, const struct events *ev, uint32_t first, uint32_t end,
			struct clauses *out)
{
	uint32_t say = end;
	size_t next = cue_from(ev, first);
	for (size_t k = next; k < ev->n_cues && ev->cues[k].first_token < first + SAY_WORDS && say == end; k++)
		if (ev->cues[k].kind == CUE_SAY && ev->cues[k].first_token < end)
			say = ev->cues[k].first_token;
	size_t next_deed = say < end ? trigger_from(ev, first) : 0;
	uint32_t quote = 0; /* وقال المرصد "أعدم ..." */
	for (uint32_t i = first; say < end && i < end && i < first + SOURCE_TOKENS; i++) {
		const struct trigger_fact *deed = trigger_at(ev, &next_deed, i);
		if (has_cue(cues_at(ev, &next, i), CUE_THAT)) {
			out->say = say;
			out->source_end = i;
			return;
		}
		if (deed && deed->role == TRIGGER_RESULT && i > say + 1u && is_reported_as(t, deed) && says_day(ev, say, i)) {
			out->say = say; /* "تحدثت شبكات، اليوم، عن مقتل ضابطين" */
			out->source_end = i;
			return;
		}
		if (deed && deed->role == TRIGGER_FOUNDS) {
			out->say = quote == i ? say : 0;
			out->source_end = quote == i ? i : 0;
			return;
		}
		quote = i > say && is_quote(&t->tokens[i]) ? i + 1u : quote;
	}
}

/* "قذائف مصدرها بلدة X على قرية Y": what stands behind says where they fell. */
static bool is_on(const struct token *k)
{
	return sv_eq(k->norm, SV("\xD8\xB9\xD9\x84\xD9\x8A"));
}

/* "وكانت الوكالة ذكرت في وقت سابق أن", "وفي وقت سابق أعلن المرصد عن": said earlier, of what the report tells of. */
static bool is_said_earlier(const struct events *ev, size_t cue, uint32_t source)
{
	const struct cue_fact *past = &ev->cues[cue];
	bool said = false;
	for (size_t i = cue; i < ev->n_cues && ev->cues[i].sentence == past->sentence; i++) {
		const struct cue_fact *c = &ev->cues[i];
		bool earlier = c->kind == CUE_BACKGROUND && c->last_token == c->first_token + 2u;
		bool says = i + 1 < ev->n_cues && ev->cues[i + 1].kind == CUE_SAY &&
			    ev->cues[i + 1].first_token == c->last_token + 1u;
		if (earlier && (c == past ? says : said && c->first_token < source))
			return true;
		said |= c->kind == CUE_SAY;
	}
	return false;
}

/* "قُتل سائق في X، وفي بلدة Y، أصيب عنصران": where the next deed happened, told before it: no clause of its own. */
static bool is_fronted(const struct text *t, const struct events *ev, const struct clause *c)
{
	/* في, قرب, داخل, شرق, غرب, شمال, جنوب */
	static const char *const wheres[] = {"\xD9\x81\xD9\x8A",
					     "\xD9\x82\xD8\xB1\xD8\xA8",
					     "\xD8\xAF\xD8\xA7\xD8\xAE\xD9\x84",
					     "\xD8\xB4\xD8\xB1\xD9\x82",
					     "\xD8\xBA\xD8\xB1\xD8\xA8",
					     "\xD8\xB4\xD9\x85\xD8\xA7\xD9\x84",
					     "\xD8\xAC\xD9\x86\xD9\x88\xD8\xA8"};
	struct sv word = t->tokens[c->first].norm;
	if (c->link != LINK_NONE || c->last >= c->first + FRONT_TOKENS || !sv_starts(word, SV("\xD9\x88")) ||
	    !SV_ONE_OF(sv_skip(word, 2), wheres))
		return false;
	size_t deed = trigger_from(ev, c->first);
	return deed == ev->n_triggers || ev->triggers[deed].token > c->last;
}

void clauses_of(struct arena *a, const struct text *t, const struct events *ev, size_t sentence, struct clauses *out)
{
	const struct sentence *s = &t->sentences[sentence];
	uint32_t end = s->first_token + s->n_tokens;
	find_source(t, ev, s->first_token, end, out);
	uint32_t source = out->source_end;
	bool background = false, after_stop = true, fired = false;
	size_t next = cue_from(ev, s->first_token), next_deed = trigger_from(ev, s->first_token);
	size_t next_toll = casualty_from(ev, s->first_token);
	for (uint32_t i = s->first_token; i < end; i++) {
		bool opens;
		const uint32_t cues = cues_at(ev, &next, i);
		const struct trigger_fact *deed = trigger_at(ev, &next_deed, i);
		bool falls = fired && !after_stop && is_on(&t->tokens[i]);
		fired = !falls && !after_stop && (fired || has_cue(cues, CUE_ORIGIN));
		while (next_toll < ev->n_casualties && ev->casualties[next_toll].first_token < i)
			next_toll++;
		if (next_toll < ev->n_casualties && ev->casualties[next_toll].part &&
		    ev->casualties[next_toll].first_token == i)
			after_stop = true; /* "أربعة بكمين في X، واثنان بلغم في Y" */
		if ((!cues || falls) && !deed) {
			if (i < source ? i == s->first_token : after_stop || falls || i == source) {
				struct clause *c = clause_open(a, out, i, LINK_NONE);
				c->elsewhere = i < source;
				c->background = background;
			}
			out->items[out->n - 1].last = i;
			after_stop = is_stop(&t->tokens[i]) && !is_fronted(t, ev, &out->items[out->n - 1]);
			continue;
		}
		enum link link = link_at(deed, cues, &opens);
		bool past = has_cue(cues, CUE_BACKGROUND);
		bool elsewhere = (has_cue(cues, CUE_ELSEWHERE) || has_cue(cues, CUE_ORIGIN)) && !deed;
		bool aside = has_cue(cues, CUE_ASIDE);
		bool resumes = out->n && out->items[out->n - 1].aside && deed && deed->verb && deed->role == TRIGGER_FOUNDS;
		resumes |= out->n && out->items[out->n - 1].elsewhere && i > source && deed && deed->verb && deed->by_victims;
		if (out->n && out->items[out->n - 1].elsewhere && i > source && deed && deed->oblique &&
		    deed->role == TRIGGER_FOUNDS) {
			resumes = true; /* "استقبل المشفى جريحين بانفجار لغم في X" */
			link = LINK_CAUSE;
		}
		past = past && !(i < source && i > s->first_token + 1u); /* "وذكرت الوكالة في وقت سابق أن" */
		background |= past && !(i <= s->first_token + 1u && is_said_earlier(ev, next, source));
		if (link == LINK_RESULT && out->n && out->items[out->n - 1].link == LINK_BREAK && out->items[out->n - 1].first + 1u >= i)
			link = LINK_BREAK; /* "بينما أدى قصف على Y إلى ..." */
		if (after_stop && link == LINK_NONE && deed && deed->oblique && deed->role == TRIGGER_FOUNDS)
			link = LINK_CAUSE; /* "قُتل ثلاثة في X، بانفجار لغم" */
		past = past && background;
		if (i < source ? i == s->first_token
			       : after_stop || opens || past || elsewhere || aside || resumes || i == source) {
			struct clause *c = clause_open(a, out, i, link);
			c->aside = aside;
			c->elsewhere = elsewhere || i < source;
			c->background = background;
		}
		out->items[out->n - 1].last = i;
		after_stop = is_stop(&t->tokens[i]);
	}
}
