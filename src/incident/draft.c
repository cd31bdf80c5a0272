#include "incident/draft.h"

enum { TERSE_TOKENS = 32, HEADLINE_TOKENS = 26, HEADER_TOKENS = 8, HEADLINE_SENTENCES = 3 };

bool families_agree(struct sv a, struct sv b)
{
	static const char *const outcomes[] = {"violence", "arrest", "seizure", "looting", "abduction"};
	if (sv_eq(a, b))
		return true;
	if (!sv_eq(a, SV("raid")) && !sv_eq(b, SV("raid")))
		return false;
	struct sv other = sv_eq(a, SV("raid")) ? b : a;
	for (size_t i = 0; i < sizeof outcomes / sizeof outcomes[0]; i++)
		if (sv_eq_cstr(other, outcomes[i]))
			return true;
	return false;
}

static bool ends_with_stop(const struct text *t, size_t sentence)
{
	const struct sentence *s = &t->sentences[sentence];
	const struct token *k = &t->tokens[s->first_token + s->n_tokens - 1];
	return k->kind == TOKEN_PUNCT && (k->mark == '.' || k->mark == 0x06D4);
}

/* Headlines and posts tell in the present tense; prose does so of habits. */
static bool is_terse(const struct text *t, size_t sentence)
{
	return t->sentences[sentence].n_tokens <= TERSE_TOKENS && !ends_with_stop(t, sentence);
}

static bool can_head(const struct text *t, const struct trigger_fact *x)
{
	if (x->negated || x->planned || x->general || x->role == TRIGGER_MANNER || x->role == TRIGGER_ANAPHORA)
		return false;
	return !x->present || is_terse(t, x->sentence);
}

/* Founding triggers before movements, those before results; then by strength. */
static int head_rank(const struct trigger_fact *x)
{
	int role = x->role == TRIGGER_FOUNDS ? 2 : x->role == TRIGGER_RESULT ? 1 : 0;
	return role * 1000 + x->strength;
}

static const struct trigger_fact *clause_head(const struct story *s, const struct clause *c)
{
	const struct events *ev = s->events;
	const struct trigger_fact *best = NULL;
	for (size_t i = trigger_from(ev, c->first); i < ev->n_triggers && ev->triggers[i].token <= c->last; i++)
		if (can_head(s->text, &ev->triggers[i]) && (!best || head_rank(&ev->triggers[i]) > head_rank(best)))
			best = &ev->triggers[i];
	return best;
}

static bool is_own_place(const struct mention *m, enum trigger_role role)
{
	return m->role == ROLE_EVENT || (m->role == ROLE_DESTINATION && role == TRIGGER_MOVEMENT) ||
	       (m->role == ROLE_ORIGIN && role == TRIGGER_WITHDRAWAL);
}

static bool has_place(const struct story *s, uint32_t first, uint32_t last, enum trigger_role role)
{
	const struct mentions *m = s->mentions;
	for (size_t i = mention_from(m, first); i < m->n && m->items[i].first_token <= last; i++)
		if (is_own_place(&m->items[i], role))
			return true;
	return false;
}

/* An event without a place of its own beside an attack belongs to it: things burnt, troops sent. */
static bool is_side_effect(struct sv family, struct sv beside)
{
	static const char *const effects[] = {"looting", "movement", "seizure", "release", "change"};
	if (!sv_eq(beside, SV("violence")) && !sv_eq(beside, SV("arrest")) && !sv_eq(beside, SV("raid")))
		return false;
	for (size_t i = 0; i < sizeof effects / sizeof effects[0]; i++)
		if (sv_eq_cstr(family, effects[i]))
			return true;
	return false;
}

/* Whether a clause with a head goes on telling the draft before it. */
static bool continues(const struct story *s, const struct draft *d, const struct clause *c, const struct trigger_fact *head)
{
	const struct stretch *own = &d->stretches[0];
	bool placed = has_place(s, c->first, c->last, head->role);
	bool both = placed && has_place(s, own->first, own->last, d->head->role);
	if (c->background != d->background)
		return false;
	if (!families_agree(d->family, head->group))
		return !placed && is_side_effect(head->group, d->family);
	if (c->link == LINK_RESULT || c->link == LINK_CAUSE || !both)
		return true;
	return head->role == TRIGGER_RESULT && c->link == LINK_NONE && !both;
}

static void draft_start(struct story *s, size_t sentence, uint32_t first, const struct clause *c,
                        const struct trigger_fact *head)
{
	struct draft *d = ARENA_PUSH(s->arena, s->drafts, s->n_drafts, &s->drafts_capacity);
	*d = (struct draft){.sentence = (uint32_t)sentence, .head = head, .family = head->group,
	                    .background = c->background, .after = c->link == LINK_AFTER, .anaphoric = head->definite};
	*ARENA_PUSH(s->arena, d->stretches, d->n_stretches, &d->stretches_capacity) = (struct stretch){first, c->last};
}

static void draft_extend(struct draft *d, const struct clause *c, const struct trigger_fact *head)
{
	d->stretches[0].last = c->last;
	if (!head || !families_agree(d->family, head->group))
		return;
	if (sv_eq(d->family, SV("raid")))
		d->family = head->group;
	d->anaphoric = d->anaphoric && (head->definite || head->role == TRIGGER_RESULT);
	if (head_rank(head) > head_rank(d->head))
		d->head = head;
}

static void sentence_drafts(struct story *s, size_t sentence)
{
	struct clauses clauses = {0};
	clauses_of(s->arena, s->text, s->events, sentence, &clauses);
	size_t before = s->n_drafts;
	uint32_t pending = s->text->sentences[sentence].first_token;
	for (size_t i = 0; i < clauses.n; i++) {
		const struct clause *c = &clauses.items[i];
		const struct trigger_fact *head = clause_head(s, c);
		struct draft *d = s->n_drafts > before ? &s->drafts[s->n_drafts - 1] : NULL;
		if (d && (!head || continues(s, d, c, head)))
			draft_extend(d, c, head);
		else if (head)
			draft_start(s, sentence, d ? c->first : pending, c, head);
	}
}

static bool is_headline(const struct text *t, size_t sentence)
{
	const struct sentence *s = &t->sentences[sentence];
	return sentence < HEADLINE_SENTENCES && sentence + 2 < t->n_sentences && s->n_tokens <= HEADLINE_TOKENS &&
	       !ends_with_stop(t, sentence);
}

/* "ديرالزور::", "▪ الرقة": a line that is little more than a place heads what follows. */
static const struct mention *header_of(const struct story *s, size_t sentence)
{
	const struct sentence *x = &s->text->sentences[sentence];
	const struct mentions *m = s->mentions;
	size_t i = mention_from(m, x->first_token);
	if (x->n_tokens > HEADER_TOKENS || i == m->n || m->items[i].sentence != sentence)
		return NULL;
	size_t k = trigger_from(s->events, x->first_token);
	if (k < s->events->n_triggers && s->events->triggers[k].sentence == sentence)
		return NULL;
	return &m->items[i];
}

/* The date nearest to the head that is no mere duration. */
static const struct date_fact *nearest_date(const struct story *s, const struct draft *d)
{
	const struct date_fact *best = NULL;
	uint32_t best_distance = 0;
	const struct stretch *own = &d->stretches[0];
	for (size_t i = date_from(s->events, own->first); i < s->events->n_dates; i++) {
		const struct date_fact *x = &s->events->dates[i];
		if (x->first_token > own->last)
			break;
		uint32_t distance = x->first_token > d->head->token ? x->first_token - d->head->token
		                                                    : d->head->token - x->first_token;
		if (!x->is_duration && (!best || distance < best_distance)) {
			best = x;
			best_distance = distance;
		}
	}
	return best;
}

void drafts_find(struct story *s)
{
	const struct mention *header = NULL;
	for (size_t i = 0; i < s->text->n_sentences; i++) {
		if (s->text->sentences[i].n_tokens == 0)
			continue;
		size_t before = s->n_drafts;
		const struct mention *h = header_of(s, i);
		header = h ? h : header;
		sentence_drafts(s, i);
		for (size_t k = before; k < s->n_drafts; k++) {
			struct draft *d = &s->drafts[k];
			d->headline = is_headline(s->text, i);
			d->date = nearest_date(s, d);
			draft_find_places(s, d, header);
		}
	}
}
