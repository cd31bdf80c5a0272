#include "incident/draft.h"

enum {
	PART_TOKENS = 4,
	CONTAINER_GAP = 3, /* "قرية X التابعة لناحية Y" */
	TOLD_WORDS = 3,
	OBJECT_WORDS = 3,
	OTHER_WORDS = 2,
	CREPT_WORDS = 5,
	SHORT_BYTES = 4, /* two letters */
	WIDE = 5,
	AREA = 4, /* a badia, a countryside, or wider */
	VAGUEST = 10,
	SENTENCE_TOKENS = 4096 /* longer ones are no prose */
};

/* "X بريف Y": the second says where the first is. */
bool mention_is_container(const struct mention *m, const struct mention *inner)
{
	bool next = m->first_token == inner->last_token + 1u; /* "تدمر بريف حمص الشرقي" */
	bool badia = m->shape == MENTION_BADIA && m->first_token == inner->last_token + 2u; /* "جبل X في بادية Y" */
	int least = next || badia ? AREA : WIDE;
	return inner->sentence == m->sentence && m->first_token <= inner->last_token + CONTAINER_GAP &&
	       mention_breadth(m) > mention_breadth(inner) && mention_breadth(m) >= least;
}

/* What happens at the place it is done from: "خُطف من منزله في X", "أُفرج عنهم من سجن X", "اتخذت من X مقراً". */
static bool is_from_place(struct sv family)
{
	return sv_eq(family, SV("abduction")) || sv_eq(family, SV("release")) || sv_eq(family, SV("base"));
}

/* "القطاع الرابع من مخيم X": of it, not from it. */
static bool is_whole_of_part(const struct story *s, const struct mention *m)
{
	const struct events *ev = s->events;
	uint32_t from = m->first_token > PART_TOKENS ? m->first_token - PART_TOKENS : 0;
	for (size_t i = cue_from(ev, from); i < ev->n_cues && ev->cues[i].first_token < m->first_token; i++)
		if (ev->cues[i].kind == CUE_PART && ev->cues[i].sentence == m->sentence)
			return true;
	return false;
}

/* "إثر قصفه لقرية X", "اقتحام القوات لبلدة X": what a noun of attack has for its object. */
static bool is_object_of_deed(const struct story *s, const struct mention *m)
{
	const struct token *before = m->first_token ? &s->text->tokens[m->first_token - 1u] : NULL;
	if (!before || before->kind != TOKEN_WORD || before->sentence != m->sentence || !sv_starts(before->norm, SV("\xD9\x84")) ||
	    before->norm.len <= SHORT_BYTES)
		return false;
	size_t i = trigger_from(s->events, m->first_token);
	const struct trigger_fact *t = i ? &s->events->triggers[i - 1] : NULL;
	return t && t->sentence == m->sentence && !t->verb && t->role == TRIGGER_FOUNDS &&
	       t->last_token + OBJECT_WORDS >= m->first_token;
}

/* "تصدوا لمحاولة تقدم القوات باتجاه بلدة X": where an attack was bound for. */
static bool is_advance_to(const struct story *s, const struct mention *m)
{
	size_t i = trigger_from(s->events, m->first_token);
	const struct trigger_fact *t = i ? &s->events->triggers[i - 1] : NULL;
	return t && t->sentence == m->sentence && t->role == TRIGGER_MOVEMENT && sv_eq(t->group, SV("violence"));
}

/* "حاولت مجموعات التسلل إلى قرية X": where they crept to. */
static bool is_crept_to(const struct story *s, const struct mention *m)
{
	for (uint32_t i = m->first_token; i > 0 && i + CREPT_WORDS > m->first_token; i--)
		if (sv_ends(s->text->tokens[i - 1u].norm, SV("\xD8\xAA\xD8\xB3\xD9\x84\xD9\x84")) &&
		    s->text->tokens[i - 1u].sentence == m->sentence)
			return true; /* تسلل */
	return false;
}

bool is_event_place(const struct story *s, size_t mention, const struct trigger_fact *head)
{
	const size_t named = mention;
	const struct mention *m = &s->mentions->items[mention];
	for (; mention > 0 && mention_is_container(m, m - 1); mention--) /* "من قرية X بريف Y": Y is where X is */
		m--;
	bool moves = head->role == TRIGGER_MOVEMENT, leaves = head->role == TRIGGER_WITHDRAWAL;
	if (s->mention_flags[mention] & (MENTION_ELSEWHERE | MENTION_ASIDE))
		return false;
	if (mention_is_next_way(s, mention))
		return moves;
	if (m->role == ROLE_CONTEXT && is_object_of_deed(s, m))
		return true;
	if (m->role == ROLE_DESTINATION)
		return moves || is_advance_to(s, m) || is_crept_to(s, m);
	if (m->role == ROLE_ORIGIN)
		return leaves || (is_from_place(head->group) && !mention_is_of_natives(s, m)) ||
		       is_whole_of_part(s, m) || mention_is_of_protesters(s, named, head);
	return m->role == ROLE_EVENT;
}

bool clause_has_place(const struct story *s, uint32_t first, uint32_t last, const struct trigger_fact *head)
{
	const struct mentions *m = s->mentions;
	for (size_t i = mention_from(m, first); i < m->n && m->items[i].first_token <= last; i++)
		if (is_event_place(s, i, head) && !mention_holds_victims(s, &m->items[i]))
			return true;
	return false;
}

static bool has_context(const struct story *s, uint32_t first, uint32_t last)
{
	const struct mentions *m = s->mentions;
	for (size_t i = mention_from(m, first); i < m->n && m->items[i].first_token <= last; i++)
		if (m->items[i].role == ROLE_CONTEXT && mention_breadth(&m->items[i]) < 5)
			return true;
	return false;
}

static bool same_sub_type(const struct trigger_fact *a, const struct trigger_fact *b)
{
	return sv_eq(a->sub_event_type, b->sub_event_type);
}

static int narrowest(const struct story *s, uint32_t first, uint32_t last, const struct trigger_fact *head)
{
	const struct mentions *m = s->mentions;
	int best = VAGUEST;
	for (size_t i = mention_from(m, first); i < m->n && m->items[i].first_token <= last; i++)
		if (is_event_place(s, i, head) && mention_breadth(&m->items[i]) < best)
			best = mention_breadth(&m->items[i]);
	return best;
}

/* "هاجموا رعاة في بادية X وسرقوا أغنامهم في منطقة Y": what was taken from them, where exactly. */
static bool is_taken_there(const struct story *s, const struct draft *d, const struct clause *c,
			   const struct trigger_fact *head)
{
	int before = narrowest(s, d->stretches[0].first, d->stretches[0].last, d->head);
	if (before == VAGUEST && !sv_eq(d->family, SV("abduction")))
		return false;
	return sv_eq(head->group, SV("looting")) && head_is_side_effect(s, head, d->family) && before >= AREA &&
	       narrowest(s, c->first, c->last, head) < before;
}

/* "سيطرت القوات "فلان"، على قرية X": a clause without a place goes on behind the comma, up to one that tells of a deed. */
static struct clause with_place(const struct story *s, const struct clauses *all, size_t i, const struct trigger_fact *head)
{
	struct clause c = all->items[i];
	if (head->role == TRIGGER_RESULT || clause_has_place(s, c.first, c.last, head))
		return c;
	for (size_t k = i + 1; k < all->n; k++) {
		const struct clause *next = &all->items[k];
		if (next->link != LINK_NONE || next->elsewhere || next->aside || next->background || clause_head(s, next))
			break;
		c.last = next->last;
	}
	return c;
}

bool tells_dead(const struct story *s, uint32_t first, uint32_t last)
{
	const struct events *ev = s->events;
	for (size_t i = casualty_from(ev, first); i < ev->n_casualties && ev->casualties[i].first_token <= last; i++)
		if (ev->casualties[i].killed > 0)
			return true;
	return false;
}

/* "أعدم 12 شخصاً في عدة مناطق بدير الزور، كما أعدم عشرة في تدمر": each with its dead and its place. */
static bool has_other_toll(const struct story *s, const struct draft *d, const struct clause *c)
{
	const struct stretch *own = &d->stretches[0];
	return c->link == LINK_BREAK && tells_dead(s, own->first, own->last) && tells_dead(s, c->first, c->last) &&
	       has_context(s, own->first, own->last);
}

/* The first day, or week at most, that a stretch names and that is known; NULL: none. */
static const struct date_fact *day_within(const struct events *ev, uint32_t first, uint32_t last)
{
	for (size_t i = date_from(ev, first); i < ev->n_dates && ev->dates[i].first_token <= last; i++)
		if (ev->dates[i].unit <= DATE_WEEK && ev->dates[i].first.year && !ev->dates[i].is_until &&
		    !ev->dates[i].is_duration)
			return &ev->dates[i];
	return NULL;
}

/* "قُتل راعيان في X يوم 5 أيار، كما قُتل ثالث في 12 منه": each with its dead and its day. */
static bool has_other_day(const struct story *s, const struct draft *d, const struct clause *c)
{
	const struct events *ev = s->events;
	const struct date_fact *then = c->link == LINK_BREAK ? day_within(ev, c->first, c->last) : NULL;
	const struct date_fact *own = then ? day_within(ev, d->stretches[0].first, d->stretches[0].last) : NULL;
	bool apart = own && (date_to_days(own->last) < date_to_days(then->first) ||
			     date_to_days(then->last) < date_to_days(own->first));
	if (!apart || !tells_dead(s, d->stretches[0].first, d->stretches[0].last) || !tells_dead(s, c->first, c->last))
		return false;
	for (size_t i = casualty_from(ev, c->first); i < ev->n_casualties && ev->casualties[i].first_token <= c->last;
	     i++)
		if (ev->casualties[i].rises || ev->casualties[i].cumulative || ev->casualties[i].of_wounded)
			return false; /* "فيما توفي اليوم أحد الجرحى" */
	return true;
}

/* "تسبب انفجار بمقتل طفل، كما انفجر لغم في X", "تمكن من قتل مسلحين، فضلاً عن مقتل ستة في X": others at a place. */
static bool is_another(const struct story *s, const struct draft *d, const struct clause *c,
		       const struct trigger_fact *head, bool placed_before)
{
	const struct events *ev = s->events;
	const struct stretch *own = &d->stretches[0];
	size_t toll = casualty_from(ev, own->first);
	bool counted = toll < ev->n_casualties && ev->casualties[toll].first_token <= own->last;
	if (!counted)
		return false;
	if (c->link == LINK_BREAK)
		return !placed_before && !d->anaphoric && trigger_is_new(head) && trigger_is_new(d->head) &&
		       head->verb && tells_dead(s, own->first, own->last);
	return c->link == LINK_ADDITION && head->role == TRIGGER_RESULT && tells_dead(s, c->first, c->last);
}

/* "إصابته", "تعرضهم": a pronoun at a word's end. */
static bool is_theirs(const struct text *t, uint32_t token)
{
	static const char *const pronouns[] = {"\xD9\x87", "\xD9\x87\xD8\xA7", "\xD9\x87\xD9\x85",
					       "\xD9\x87\xD9\x85\xD8\xA7"};
	struct sv word = token < t->n_tokens ? text_span(t, token, token) : SV("");
	for (size_t i = 0; i < sizeof pronouns / sizeof pronouns[0]; i++)
		if (sv_ends(word, sv_cstr(pronouns[i])))
			return true;
	return false;
}

/* "وذلك بعد أيام من مقتل ثلاثة": what happened so long before; not "بعد يومين من إصابته". */
static bool is_earlier(const struct story *s, const struct clause *c, const struct trigger_fact *head)
{
	const struct events *ev = s->events;
	uint32_t what = 0;
	for (size_t i = cue_from(ev, c->first); i < ev->n_cues && ev->cues[i].first_token <= c->first + 1u; i++)
		if (ev->cues[i].kind == CUE_AFTER && ev->cues[i].last_token > ev->cues[i].first_token + 1u)
			what = ev->cues[i].last_token + 1u;
	for (size_t i = date_from(ev, c->first); i < ev->n_dates && ev->dates[i].first_token <= c->first + 1u; i++)
		if (ev->dates[i].is_earlier && ev->dates[i].last_token < head->token)
			what = ev->dates[i].last_token + 1u + (ev->dates[i].last_token + 1u < head->token); /* "من" */
	return c->link == LINK_AFTER && what && what <= head->token && !head->definite && !is_theirs(s->text, what);
}

/* "اختُطف ضابط، في كمين": "in" stands right before it. */
static bool is_within(const struct text *t, const struct trigger_fact *deed)
{
	return deed->token > 0 && sv_eq(t->tokens[deed->token - 1u].norm, SV("\xD9\x81\xD9\x8A"));
}

/* A word of another event ("وفي حادثة منفصلة", "غارة ثانية") within the words from a token on. */
static bool is_cue_at(const struct story *s, uint32_t token, uint32_t words, enum cue_kind kind)
{
	for (size_t i = cue_from(s->events, token); i < s->events->n_cues; i++) {
		const struct cue_fact *c = &s->events->cues[i];
		if (c->first_token > token + words || c->sentence != s->text->tokens[token].sentence)
			return false;
		if (c->kind == kind)
			return true;
	}
	return false;
}

static bool has_mention(const struct story *s, const struct clause *c)
{
	size_t i = mention_from(s->mentions, c->first);
	return i < s->mentions->n && s->mentions->items[i].first_token <= c->last;
}

/* Whether a clause with a head goes on telling the draft before it. */
static bool continues(const struct story *s, const struct draft *d, const struct clause *c,
		      const struct trigger_fact *head)
{
	const struct stretch *own = &d->stretches[0];
	bool placed = clause_has_place(s, c->first, c->last, head);
	bool placed_before = clause_has_place(s, own->first, own->last, d->head);
	if (clause_is_ground_of_protest(s, d, c, head))
		return false;
	if (c->background != d->background || is_earlier(s, c, head))
		return false;
	if (head->verb && placed_before && c->link == LINK_NONE && has_mention(s, c) &&
	    is_cue_at(s, head->token, OTHER_WORDS, CUE_OTHER))
		return false; /* "واستهدفت غارة أخرى بلدة X" */
	if (clause_tells_of_named(s, d, c, head))
		return true;
	if (!placed_before && draft_wins_place(s, d, c, head))
		return true;
	if (clause_dies_of_it(s, c, head))
		return true;
	if (c->link == LINK_NONE && fight_wins(d->family, head) && head->definite && !head->verb && !c->elsewhere &&
	    is_theirs(s->text, head->token))
		return true; /* "سيطر على X، مواصلاً هجومه على طول الجبهة" */
	if (c->link == LINK_BREAK && placed && trigger_is_new(head) && has_context(s, own->first, own->last) &&
	    !same_sub_type(d->head, head))
		return false;
	if (placed && (has_other_toll(s, d, c) || is_another(s, d, c, head, placed_before)))
		return false;
	if (has_other_day(s, d, c) || (c->link == LINK_AFTER && d->anaphoric && !placed_before))
		return false;
	if ((c->link == LINK_AFTER || c->link == LINK_CAUSE) && fight_wins(d->family, head) && !placed)
		return true;
	if (d->anaphoric && !placed_before && !head->definite && head->role != TRIGGER_RESULT &&
	    c->link != LINK_RESULT && c->link != LINK_ADDITION && c->link != LINK_CAUSE)
		return false;
	if (d->anaphoric && !placed_before && placed && !same_sub_type(d->head, head) &&
	    head->role != TRIGGER_RESULT && c->link != LINK_CAUSE) /* "الانفجار حدث جراء استهداف حافلة في X" */
		return false;
	bool amid = c->link == LINK_CAUSE || (!head->verb && is_within(s->text, head));
	if (amid && !placed_before && placed && family_is_done_by(d->family, head->group))
		return true;
	if (!families_agree(d->family, head->group))
		return (!placed || is_taken_there(s, d, c, head) || c->link == LINK_CAUSE) &&
		       head_is_side_effect(s, head, d->family);
	if (c->link == LINK_ADDITION) /* "بالإضافة إلى قصف مدفعي طال بلدة Y" */
		return !placed || !placed_before || !trigger_is_new(head);
	return c->link == LINK_RESULT || c->link == LINK_CAUSE || !placed || !placed_before;
}

static void draft_start(struct story *s, size_t sentence, uint32_t first, const struct clause *c,
			const struct trigger_fact *head, bool is_first)
{
	struct draft *d = ARENA_PUSH(s->arena, s->drafts, s->n_drafts, &s->drafts_capacity);
	*d = (struct draft){.sentence = (uint32_t)sentence,
			    .head = head,
			    .family = clause_is_deadly_raid(s, c, head) ? SV("violence") : head->group,
			    .link = is_first ? LINK_NONE : c->link,
			    .background = c->background,
			    .after = c->link == LINK_AFTER && !is_first,
			    .earlier = !is_first && is_earlier(s, c, head),
			    .anaphoric = head->definite,
			    .from = is_first && c->link == LINK_AFTER && first < c->first ? c->first : 0};
	*ARENA_PUSH(s->arena, d->stretches, d->n_stretches, &d->stretches_capacity) = (struct stretch){first, c->last};
}

static void draft_extend(const struct story *s, struct draft *d, const struct clause *c,
			 const struct trigger_fact *head)
{
	bool won = head && draft_wins_place(s, d, c, head);
	d->stretches[0].last = c->last;
	if (won) {
		d->family = head->group;
		d->head = head;
		return;
	}
	if (!head || !families_agree(d->family, head->group))
		return;
	if (sv_eq(d->family, SV("raid")))
		d->family = head->group;
	if (trigger_rank(head) > trigger_rank(d->head) && !(d->anaphoric && d->head->role == TRIGGER_FOUNDS))
		d->head = head;
}

static void flag_mentions(struct story *s, const struct clause *c, bool headed)
{
	const struct mentions *m = s->mentions;
	bool unreal = !headed && clause_is_unreal(s, c), aside = c->aside; /* the first place alone, and what holds it */
	for (size_t i = mention_from(m, c->first); i < m->n && m->items[i].first_token <= c->last; i++) {
		s->mention_flags[i] |= c->elsewhere || unreal ? MENTION_ELSEWHERE : 0;
		bool first = i == 0 || m->items[i - 1].first_token < c->first;
		aside = aside && (first || mention_is_container(&m->items[i], &m->items[i - 1]) ||
				  m->items[i - 1].kind == KIND_RIVER || m->items[i].relation == REL_FROM_TO);
		s->mention_flags[i] |= aside ? MENTION_ASIDE : 0;
		s->mention_flags[i] |= headed ? MENTION_HEADED : 0;
	}
}

/* Words of the draft's own kind in a clause without a head: "وفرضت طوقاً أمنياً على بلدة X". */
static bool has_manner(const struct story *s, const struct draft *d, const struct clause *c)
{
	const struct events *ev = s->events;
	size_t i = trigger_from(ev, c->first);
	return i < ev->n_triggers && ev->triggers[i].token <= c->last && ev->triggers[i].role == TRIGGER_MANNER &&
	       sv_eq(ev->triggers[i].group, d->family);
}

static bool opens_with_source(const struct clauses *c)
{
	return c->source_end > 0;
}

/* Whether a deed or a place is named in a sentence: clauses serve to tie the two together. */
static bool tells_anything(const struct story *s, size_t sentence)
{
	const struct sentence *x = &s->text->sentences[sentence];
	size_t deed = trigger_from(s->events, x->first_token), place = mention_from(s->mentions, x->first_token);
	uint32_t end = x->first_token + x->n_tokens;
	return (deed < s->events->n_triggers && s->events->triggers[deed].token < end) ||
	       (place < s->mentions->n && s->mentions->items[place].first_token < end);
}

/* "لم تسجل إصابات جراء القصف على X": nobody was hurt by what the next clause tells. */
static bool has_denial(const struct story *s, const struct clause *c)
{
	size_t i = casualty_from(s->events, c->first);
	return i < s->events->n_casualties && s->events->casualties[i].first_token <= c->last && s->events->casualties[i].denied;
}

/* "كما أصيب 12 إثر غارة مماثلة": victims of another attack, named behind them. */
static bool falls_by_other(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	const struct stretch *own = &d->stretches[0];
	for (size_t i = trigger_from(ev, own->first); i < ev->n_triggers && ev->triggers[i].token <= own->last; i++)
		if (d->head->role == TRIGGER_RESULT && trigger_is_new(&ev->triggers[i]) &&
		    ev->triggers[i].token > d->head->token)
			return is_cue_at(s, ev->triggers[i].token, 0, CUE_OTHER);
	return false;
}

static void sentence_drafts(struct story *s, size_t sentence)
{
	struct clauses clauses = {0};
	if (!tells_anything(s, sentence))
		return;
	draft_flag_label(s, sentence);
	clauses_of(s->arena, s->text, s->events, sentence, &clauses);
	size_t before = s->n_drafts;
	uint32_t pending = clauses.items[0].first = clause_own_words(s, &clauses.items[0]);
	bool headed = false; /* a verb goes on over commas until a place is named: "أخلت، أمس، مقارها في X" */
	for (size_t i = 0; i < clauses.n; i++) {
		const struct clause *c = &clauses.items[i];
		const struct trigger_fact *head = clause_head(s, c);
		struct draft *d = s->n_drafts > before ? &s->drafts[s->n_drafts - 1] : NULL;
		headed = head || (d && (has_manner(s, d, c) || clause_goes_on_targeting(s, c))) ||
			 (headed && c->link == LINK_NONE && !has_mention(s, &clauses.items[i - 1]));
		flag_mentions(s, c, headed);
		bool denies = i + 1 < clauses.n && clauses.items[i + 1].link == LINK_CAUSE && has_denial(s, c);
		if (!d && !head && clause_is_unreal(s, c) && !denies)
			pending = c->last + 1u;
		const struct clause whole =
		    head && d && !families_agree(d->family, head->group) ? with_place(s, &clauses, i, head) : *c;
		bool otherwise = false;
		struct draft *fight = d && head ? draft_fight_before(s, before, c, head) : NULL;
		if (fight) {
			*ARENA_PUSH(s->arena, fight->stretches, fight->n_stretches, &fight->stretches_capacity) =
			    (struct stretch){c->first, c->last};
			continue;
		}
		if (d && (!head ||
			  (continues(s, d, &whole, head) && !clause_opens_other(s, d, &clauses, i, head, &otherwise))))
			draft_extend(s, d, c, head);
		else if (head)
			draft_start(s, sentence, d ? c->first : pending, c, head, d == NULL);
		if (otherwise)
			s->drafts[s->n_drafts - 1].otherwise = true;
	}
	if (s->n_drafts > before)
		s->drafts[before].reported = opens_with_source(&clauses) ||
					     is_cue_at(s, s->text->sentences[sentence].first_token, 1, CUE_RETOLD);
	for (size_t i = before; i < s->n_drafts; i++) {
		s->drafts[i].say = clauses.say;
		s->drafts[i].source_end = clauses.source_end;
	}
	for (size_t i = before; i < s->n_drafts; i++)
		s->drafts[i].separate =
		    is_cue_at(s, s->drafts[i].head->last_token, 2, CUE_SEPARATE) ||
		    (i == before && is_cue_at(s, s->text->sentences[sentence].first_token, 2, CUE_SEPARATE)) ||
		    (i == before && clauses.source_end && is_cue_at(s, clauses.source_end, TOLD_WORDS, CUE_SEPARATE));
	if (s->n_drafts > before) {
		struct draft *d = &s->drafts[before];
		uint32_t first = s->text->sentences[sentence].first_token;
		d->other = is_cue_at(s, first, 2, CUE_OTHER) || is_cue_at(s, d->head->token, 1, CUE_OTHER) ||
			   (clauses.source_end && is_cue_at(s, clauses.source_end, TOLD_WORDS, CUE_OTHER));
		d->other |= !d->reported && trigger_is_new(d->head) &&
			    is_cue_at(s, first, 1, CUE_THERE); /* "وفي نفس البلدة انفجرت عبوة" */
		d->other |= !d->reported && falls_by_other(s, d);
		d->separate |= d->other;
	}
}

void drafts_find(struct story *s)
{
	const struct mention *header = NULL;
	s->mention_flags = ARENA_ARRAY(s->arena, uint8_t, s->mentions->n + 1);
	story_order(s);
	s->is_digest = story_is_list(s);
	for (size_t i = 0; i < s->text->n_sentences; i++) {
		if (s->text->sentences[i].n_tokens == 0 || s->text->sentences[i].n_tokens > SENTENCE_TOKENS)
			continue;
		size_t before = s->n_drafts;
		const struct mention *h = s->is_digest ? sentence_header(s, i) : NULL;
		header = h ? h : header;
		sentence_drafts(s, i);
		draft_add_sequel(s, i, before);
		for (size_t k = before; k < s->n_drafts; k++) {
			struct draft *d = &s->drafts[k];
			d->headline = sentence_is_headline(s->text, i) || (!s->is_digest && sentence_is_summary(s->text, i));
			d->anaphoric |= d->head->definite && draft_has_risen(s, d); /* "ارتفع العدد إلى 12 جراء القصف" */
			d->date = draft_find_date(s, d);
			d->weak_date = draft_has_weak_date(s, d);
			d->dropped = draft_is_habit(s, d);
			d->background = d->background && !draft_is_of_now(d);
			draft_find_places(s, d, header);
		}
	}
}
