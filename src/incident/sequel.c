#include "incident/fold.h"

enum { SEQUEL_SENTENCES = 2, SAY_TOKENS = 3, NARROW = 2, CITY = 3, ARTICLE_BYTES = 6, HOSPITAL_WORDS = 4 };

static bool needs_place(const struct trigger_fact *head)
{
	return head->role == TRIGGER_MOVEMENT || head->role == TRIGGER_WITHDRAWAL;
}

/* "وبلغ عدد الجرحى 14", "الجرحى: 14": of the event told before, where "نُقل ثلاثة جرحى" need not be. */
static bool counts_wounded(const struct story *s, const struct casualty_fact *c)
{
	if (c->injured > 0 && sv_starts(s->text->tokens[c->first_token].norm, SV("\xD8\xA7\xD9\x84")))
		return true;
	for (uint32_t i = c->first_token > 1 ? c->first_token - 1u : 0; c->injured > 0 && i <= c->last_token; i++)
		if (sv_ends(s->text->tokens[i].norm, SV("\xD8\xB9\xD8\xAF\xD8\xAF")))
			return true;
	return false;
}

static bool tells_other(const struct story *s, const struct stretch *x);

/* A hospital or its ward named in a stretch: "المشفى", "مستشفى", "الإسعاف", "العلاج". */
static uint32_t hospital_in(const struct story *s, const struct stretch *x)
{
	static const char *const words[] = {
	    "\xD9\x85\xD8\xB4\xD9\x81\xD9\x8A", "\xD9\x85\xD8\xB3\xD8\xAA\xD8\xB4\xD9\x81\xD9\x8A",
	    "\xD8\xA7\xD8\xB3\xD8\xB9\xD8\xA7\xD9\x81", "\xD8\xB9\xD9\x84\xD8\xA7\xD8\xAC",
	    "\xD9\x85\xD8\xB3\xD8\xAA\xD9\x88\xD8\xB5\xD9\x81"}; /* مستوصف */
	for (uint32_t i = x->first; i <= x->last; i++) {
		struct sv word = s->text->tokens[i].norm;
		for (size_t cut = 0; cut <= ARTICLE_BYTES && cut <= word.len; cut += 2)
			for (size_t k = 0; k < sizeof words / sizeof words[0]; k++)
				if (sv_eq_cstr(sv_skip(word, cut), words[k]))
					return i;
	}
	return UINT32_MAX;
}

/* "وبحسب ممرض في المشفى العسكري بمدينة X، أُدخل أربعة مصابين من الدورية", "وأحصى المركز 14 مصاباً": wounded counted in a
 * hospital, or right behind an event, that told of none. */
static bool tells_of_wounded(const struct story *s, const struct draft *d, const struct stretch *x)
{
	const struct events *ev = s->events;
	const struct mentions *m = s->mentions;
	uint32_t ward = hospital_in(s, x);
	size_t i = casualty_from(ev, d->stretches[0].first);
	for (; i < ev->n_casualties && ev->casualties[i].first_token <= d->stretches[0].last; i++)
		if (ev->casualties[i].injured >= 0 || ev->casualties[i].joint >= 0)
			return false;
	bool next = s->order[s->text->tokens[x->first].sentence] == s->order[draft_last_sentence(s, d)] + 1u;
	if ((ward == UINT32_MAX && !next) || !sv_eq(d->family, SV("violence")) || d->background)
		return false;
	i = casualty_from(ev, x->first);
	bool hurt = i < ev->n_casualties && ev->casualties[i].first_token <= x->last && ev->casualties[i].injured > 1 &&
		    ev->casualties[i].killed < 0;
	for (size_t k = trigger_from(ev, x->first); hurt && k < ev->n_triggers && ev->triggers[k].token <= x->last; k++)
		hurt = ev->triggers[k].role != TRIGGER_FOUNDS;
	for (size_t k = mention_from(m, x->first); hurt && k < m->n && m->items[k].first_token <= x->last; k++)
		hurt = mention_is_hospital(&m->items[k]) ||
		       (m->items[k].first_token > ward && m->items[k].first_token <= ward + HOSPITAL_WORDS);
	for (uint32_t k = x->first; hurt && k <= x->last; k++) /* "بحادث سير" */
		hurt = !sv_eq(s->text->tokens[k].norm, SV("\xD8\xB3\xD9\x8A\xD8\xB1"));
	return hurt && !tells_other(s, x);
}

static bool tells_victims(const struct story *s, const struct stretch *x)
{
	const struct events *ev = s->events;
	const struct mentions *m = s->mentions;
	size_t i = casualty_from(ev, x->first); /* wounded are carried about: only the dead, or that there are none */
	while (i < ev->n_casualties && ev->casualties[i].killed < 0 && !counts_wounded(s, &ev->casualties[i]))
		i++;
	if (i == ev->n_casualties || ev->casualties[i].first_token > x->last)
		return false;
	for (size_t k = cue_from(ev, x->first); k < ev->n_cues && ev->cues[k].first_token <= x->last; k++) {
		bool recalled = ev->cues[k].kind == CUE_BACKGROUND && /* not "الذي أفاد سابقاً" behind a count that rose */
				!(ev->casualties[i].rises && ev->cues[k].first_token > ev->casualties[i].last_token);
		if (recalled || ev->cues[k].kind == CUE_SEPARATE)
			return false;
	}
	bool denied = ev->casualties[i].denied;
	uint32_t ward = hospital_in(s, x);
	for (size_t k = trigger_from(ev, x->first); !denied && k < ev->n_triggers && ev->triggers[k].token <= x->last; k++) {
		bool behind = ev->casualties[i].rises && ev->triggers[k].token > ev->casualties[i].last_token;
		if (!behind && (ev->triggers[k].general || ev->triggers[k].planned))
			return false;
	}
	for (size_t k = mention_from(m, x->first); !denied && k < m->n && m->items[k].first_token <= x->last; k++)
		if (m->items[k].role == ROLE_EVENT && !mention_is_hospital(&m->items[k]) &&
		    !(m->items[k].first_token > ward && m->items[k].first_token - ward <= HOSPITAL_WORDS))
			return false; /* "يتلقون العلاج في مشفى حمص العسكري" */
	return true;
}

static bool opens_with_saying(const struct story *s, const struct stretch *x)
{
	const struct events *ev = s->events;
	for (size_t i = cue_from(ev, x->first); i < ev->n_cues && ev->cues[i].first_token < x->first + SAY_TOKENS; i++)
		if (ev->cues[i].kind == CUE_SAY)
			return true;
	return false;
}

/* Whether a sentence says something of its own or puts off what was said. */
static bool tells_other(const struct story *s, const struct stretch *x)
{
	const struct events *ev = s->events;
	for (size_t i = cue_from(ev, x->first); i < ev->n_cues && ev->cues[i].first_token <= x->last; i++)
		if (ev->cues[i].kind == CUE_SEPARATE ||
		    (ev->cues[i].kind == CUE_BACKGROUND && ev->cues[i].first_token < x->first + SAY_TOKENS))
			return true;
	for (size_t k = trigger_from(ev, x->first); k < ev->n_triggers && ev->triggers[k].token <= x->last; k++)
		if (ev->triggers[k].general || ev->triggers[k].planned || ev->triggers[k].negated)
			return true;
	return false;
}

bool mention_lies_in(const struct story *s, const struct mention *inner, const struct mention *outer)
{
	if (inner->place == PLACE_NONE || outer->place == PLACE_NONE)
		return false;
	const struct place *a = gazetteer_place(s->gazetteer, (size_t)inner->place);
	const struct place *b = gazetteer_place(s->gazetteer, (size_t)outer->place);
	return a != b && sv_eq(a->admin1, b->admin1);
}

/* "قُتل عنصر في دير الزور. وقال المرصد: فتح مسلحان النار على سيارته في بلدة X": the village of the lead's governorate. */
static void add_place_told(struct story *s, struct draft *d, const struct stretch *x)
{
	const struct mentions *m = s->mentions;
	if (!d->n_places || mention_breadth(d->places[0]) < CITY || !opens_with_saying(s, x) || tells_other(s, x))
		return;
	for (size_t i = mention_from(m, x->first); i < m->n && m->items[i].first_token <= x->last; i++) {
		if (!is_event_place(s, i, d->head) || mention_breadth(&m->items[i]) > NARROW ||
		    !mention_lies_in(s, &m->items[i], d->places[0]))
			continue;
		draft_add_place(s->arena, d, &m->items[i]);
		draft_sort_places(s, d);
		return;
	}
}

/* "وانتهت العملية دون إصابات.", "وبلغ عدد القتلى خمسة.": right behind an event, without one of its own but movements.
 * `before`: the drafts of the sentences before. */
void draft_add_sequel(struct story *s, size_t sentence, size_t before)
{
	const struct sentence *x = &s->text->sentences[sentence];
	struct draft *d = before ? &s->drafts[before - 1] : NULL;
	for (size_t i = before; i < s->n_drafts; i++)
		if (!needs_place(s->drafts[i].head))
			return;
	struct stretch all = {x->first_token, x->first_token + x->n_tokens - 1u};
	if (d && before == s->n_drafts && !s->is_digest && !d->headline && s->order[sentence] - s->order[d->sentence] <= SEQUEL_SENTENCES)
		add_place_told(s, d, &all);
	if (d && !s->is_digest && !needs_place(d->head) &&
	    s->order[sentence] - s->order[d->sentence] <= SEQUEL_SENTENCES &&
	    (tells_victims(s, &all) || tells_of_wounded(s, d, &all)))
		*ARENA_PUSH(s->arena, d->sequels, d->n_sequels, &d->sequels_capacity) = all;
}

/* "اشتبك الحاجز مع مسلحين في X. ... والعثور على أسلحة بحوزة القتيلين في X": what was found on those of the event told
 * before. */
bool draft_is_found_on(const struct story *s, const struct draft *of, const struct draft *d)
{
	bool on = false;
	bool event =
	    sv_eq(of->family, SV("violence")) || sv_eq(of->family, SV("arrest")) || sv_eq(of->family, SV("raid"));
	for (uint32_t i = d->stretches[0].first; i <= d->stretches[0].last; i++)
		on |= sv_starts(s->text->tokens[i].norm, SV("\xD8\xA8\xD8\xAD\xD9\x88\xD8\xB2")); /* بحوزة, بحوزتهم */
	return on && event && sv_eq(d->family, SV("seizure")) && !d->separate && !of->headline &&
	       of->background == d->background &&
	       s->order[d->sentence] - s->order[draft_last_sentence(s, of)] <= SEQUEL_SENTENCES;
}
