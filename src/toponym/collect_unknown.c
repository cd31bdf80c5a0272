/* Names behind head words that the gazetteer lacks. */
#include "toponym/collect.h"

static const uint32_t settlement_kinds = 1u << KIND_CITY | 1u << KIND_TOWN | 1u << KIND_VILLAGE | 1u << KIND_HAMLET |
                                         1u << KIND_NEIGHBOURHOOD | 1u << KIND_CAMP | 1u << KIND_SUBDISTRICT;

/* "بكاملها", "سلبتها": with a pronoun at its end (U+0647 U+0627, U+0647 U+0645), and no article. */
static bool has_pronoun(struct sv norm)
{
	return norm.len >= 10 && !sv_starts(norm, SV("\xd8\xa7\xd9\x84")) &&
	       (sv_ends(norm, SV("\xd9\x87\xd8\xa7")) || sv_ends(norm, SV("\xd9\x87\xd9\x85")));
}

/* "مزرعة للدواجن": what it is for, not what it is called; U+0644 U+0644. */
static bool is_purpose(struct sv norm)
{
	return norm.len >= 10 && sv_starts(norm, SV("\xd9\x84\xd9\x84"));
}

/* Behind a facility's head word only with the article or a person's name, since "مشفى ميداني" is no name. */
bool collect_is_plausible(const struct finder *f, size_t i, const struct head_rule *h, bool quoted)
{
	bool facility = !(h->kinds & settlement_kinds);
	if (!token_follows(f, i) || f->text->tokens[i].kind != TOKEN_WORD || is_blocked(f, i) ||
	    is_purpose(f->text->tokens[i].norm))
		return false;
	const uint32_t never = WORD_STOP | WORD_AREA | WORD_DIRECTION_ADJ | WORD_DIRECTION_NOUN | WORD_ORGANISATION |
	                       WORD_TITLE;
	struct sv norm = f->text->tokens[i].norm;
	if (token_has(f, i, WORD_COMPOUND) && !f->words[i].cut && token_follows(f, i + 1))
		return true;
	if (has_pronoun(norm) || (!quoted && sv_starts(norm, SV("\xd9\x88")) && !token_has(f, i, WORD_COMPOUND)))
		return false; /* "انفجر بمزارع وأصابه": "and" begins no name */
	const uint32_t no_noun = WORD_PREPOSITION | WORD_HEAD | WORD_DIRECTION_ADJ;
	if (h->wide && token_is_definite(f, i) && !collect_is_head_noun(f, i) && !token_has(f, i, no_noun))
		return true;
	if (norm.len < 6 || token_has(f, i, never))
		return false;
	if (token_has(f, i, WORD_HEAD) && !token_has(f, i, WORD_COMPOUND))
		return false;
	return quoted || !facility || memcmp(norm.ptr, "\xd8\xa7\xd9\x84", 4) == 0 ||
	       token_has(f, i, WORD_COMPOUND | WORD_GIVEN_NAME);
}

/* "son of": U+0628 U+0646, U+0627 U+0628 U+0646. */
static bool is_son(const struct finder *f, size_t i)
{
	return token_follows(f, i) && (sv_eq_cstr(f->text->tokens[i].norm, "\xd8\xa8\xd9\x86") ||
	                               sv_eq_cstr(f->text->tokens[i].norm, "\xd8\xa7\xd8\xa8\xd9\x86"));
}

/* Last token of an unknown name that begins at i: to the closing quote, or the second word of a compound, or an
 * adjective behind it. */
static size_t unknown_end(const struct finder *f, size_t i, bool quoted)
{
	if (quoted)
		for (size_t k = i; k < i + 4 && token_follows(f, k); k++)
			if (token_is_quote(f, k + 1))
				return k;
	size_t last = i;
	if (token_has(f, i, WORD_COMPOUND) && token_follows(f, i + 1) && !token_has(f, i + 1, WORD_PREPOSITION | WORD_AREA) &&
	    (token_is_definite(f, i + 1) || !token_has(f, i + 1, WORD_STOP)))
		last = i + 1;
	while (token_has(f, last, WORD_GIVEN_NAME) && is_son(f, last + 1) && token_follows(f, last + 2))
		last += 2; /* "جامع عثمان بن عفان" */
	if (token_follows(f, last + 1) && token_has(f, last + 1, WORD_DIRECTION_ADJ) && !f->words[last + 1].cut)
		last++;
	return last;
}

/* "داخل محله فجر السبت": his shop, which the quarter "محلة" is spelled like once letters are folded. */
static bool is_his_shop(const struct finder *f, size_t i)
{
	struct sv word = text_span(f->text, (uint32_t)i, (uint32_t)i);
	return sv_ends(word, SV("\xd9\x85\xd8\xad\xd9\x84\xd9\x87"));
}

bool collect_unknown(struct finder *f, size_t i, size_t *next)
{
	const struct head_rule *h = token_head(f, i);
	size_t name = token_skip_quotes(f, i + 1);
	bool quoted = name > i + 1;
	if (is_his_shop(f, i))
		return false;
	if (!h->open || is_blocked(f, i) || token_is_definite(f, i) || (f->words[i].clitics & CLITIC_KA))
		return false;
	struct name_match match;
	if (!collect_is_plausible(f, name, h, quoted) || collect_find_name(f, name, collect_list_head(f, name), &match))
		return false;
	struct item *it = collect_push(f);
	size_t last = unknown_end(f, name, quoted);
	it->head = f->words[i].rule->head;
	it->head_token = (int32_t)i;
	it->quoted = quoted;
	it->open = true;
	it->list_head = h->number == 's' ? NONE : it->head;
	it->m.shape = MENTION_PLACE;
	it->m.kind = h->first_kind;
	it->m.unresolved = true;
	it->m.rule = SV("unknown name behind a head word");
	bool inside = h->inside && h->number == 's';
	last += inside && quoted && token_is_quote(f, last + 1);
	collect_set_span(f, it, inside ? i : name, inside ? f->words[i].cut : 0, last);
	*next = last + 1;
	return true;
}

/* What stands behind a member of a list: a mark, the line's end, another member, or words of place; not behind a verb. */
bool token_ends_member(const struct finder *f, size_t i)
{
	size_t next = token_skip_quotes(f, i + 1);
	if (next > i + 1 || !token_follows(f, next) || token_has_conjunction(f, next))
		return true;
	return (f->words[next].clitics & (CLITIC_BI | CLITIC_LI)) ||
	       token_has(f, next, WORD_CONTAINER | WORD_DIRECTION_NOUN);
}

/* "they ...": U+0648 U+0627 at the end. */
static bool is_plural_verb(struct sv norm)
{
	return norm.len > 8 && sv_ends(norm, SV("\xd9\x88\xd8\xa7"));
}

/* Where the next member of a list begins: "and" is written onto it, or stands before it, or a comma; in quotation marks. */
static bool is_next_member(const struct finder *f, size_t i, uint32_t *cut, bool *quoted)
{
	const struct item *prev = collect_item_before(f, i);
	if (!prev)
		return false;
	*quoted = i > 0 && token_is_quote(f, i - 1) &&
	          (token_opens_quotation(f, i - 1) || !(f->text->tokens[i].flags & TOKEN_SPACE_BEFORE));
	if (!*quoted && token_has_conjunction(f, i)) {
		*cut = 1;
		return true;
	}
	*cut = 0;
	return prev->m.last_token + 1 < i;
}

/* The words of an unknown name within a list; false where they are ordinary ones. */
static bool may_be_member(const struct finder *f, size_t i, uint32_t cut, bool quoted, const struct head_rule *h)
{
	const struct token *t = &f->text->tokens[i];
	struct sv word = sv_skip(t->norm, 2 * (size_t)cut);
	uint32_t never = WORD_AREA | WORD_HEAD | WORD_ORGANISATION | WORD_TITLE | WORD_PREPOSITION | WORD_CONTAINER;
	bool article = sv_starts(word, SV("\xd8\xa7\xd9\x84"));
	if (!(h->wide && article) && !quoted)
		never |= WORD_STOP;
	if (t->kind != TOKEN_WORD || word.len < 6 || is_blocked(f, i) || collect_is_head_noun(f, i) ||
	    is_plural_verb(word) || has_pronoun(word) || token_has(f, i, never) || token_has_tanwin(f, i))
		return false;
	bool known_word = vocabulary_has(&f->rules->vocabulary, t->hash) ||
	                  vocabulary_has(&f->rules->vocabulary, text_hash(word));
	return quoted || (h->wide && article) || !known_word;
}

/* "قرى صيدا والمعلق", "قرى "هنيدة" و"العباد"": the next member of a list under a dual or plural head, unknown to the
 * gazetteer. */
bool collect_list_unknown(struct finder *f, size_t i, size_t *next)
{
	uint32_t cut;
	bool quoted;
	if (!is_next_member(f, i, &cut, &quoted))
		return false;
	const struct item *prev = collect_item_before(f, i);
	int32_t head = prev->list_head;
	if (head == NONE || token_head_before(f, i) != NONE || !(f->rules->heads[head].kinds & settlement_kinds) ||
	    (f->rules->heads[head].number == 'd' && prev->head_token == NONE) ||
	    !may_be_member(f, i, cut, quoted, &f->rules->heads[head]))
		return false;
	size_t last = unknown_end(f, i, quoted);
	if (!token_ends_member(f, last) || (!cut && !quoted && token_follows(f, last + 1)))
		return false;
	struct item *it = collect_push(f);
	it->head = it->list_head = head;
	it->open = true;
	it->m.shape = MENTION_PLACE;
	it->m.kind = f->rules->heads[head].first_kind;
	it->m.unresolved = true;
	it->m.rule = SV("unknown name in a list");
	collect_set_span(f, it, i, cut, last);
	*next = last + 1;
	return true;
}

static struct item *push_unknown(struct finder *f, size_t first, uint32_t cut, size_t last, struct sv rule)
{
	struct item *it = collect_push(f);
	it->open = true;
	it->m.shape = MENTION_PLACE;
	it->m.kind = KIND_VILLAGE;
	it->m.unresolved = true;
	it->m.rule = rule;
	collect_set_span(f, it, first, cut, last);
	return it;
}

/* Behind it begins what holds it: "... في بادية X", "... بريف X". */
static bool container_follows(const struct finder *f, size_t i)
{
	size_t next = token_skip_quotes(f, i + 1);
	if (!token_follows(f, next))
		return false;
	if (token_has(f, next, WORD_AREA) && (f->words[next].clitics & CLITIC_BI))
		return true;
	return token_has(f, next, WORD_CONTAINER) && token_follows(f, next + 1) &&
	       (token_has(f, next + 1, WORD_AREA) || (token_head(f, next + 1) && token_head(f, next + 1)->number == 's'));
}

/* The word before says "near". */
static bool behind_near(const struct finder *f, size_t i)
{
	size_t n;
	if (!token_follows(f, i))
		return false;
	const struct pattern *const *rows = pattern_find(&f->rules->spatial, f->words[i - 1].bare_hash, &n);
	for (size_t k = 0; k < n; k++)
		if (rows[k]->relation == REL_NEAR && rows[k]->n <= 2 && !rows[k]->clitic && i >= rows[k]->n &&
		    f->words[i - rows[k]->n].bare_hash == rows[k]->words[0])
			return true;
	return false;
}

bool collect_near_unknown(struct finder *f, size_t i, size_t *next)
{
	const struct token *t = &f->text->tokens[i];
	const uint32_t never = ~(uint32_t)WORD_COMPOUND;
	if (t->norm.len < 12 || !token_is_definite(f, i) || is_blocked(f, i) || token_has(f, i, never) ||
	    !behind_near(f, i) || token_has_tanwin(f, i) || vocabulary_has(&f->rules->vocabulary, t->hash) ||
	    !container_follows(f, i))
		return false;
	push_unknown(f, i, 0, i, SV("unknown name behind \"near\", with what holds it"));
	*next = i + 1;
	return true;
}

bool collect_compound_unknown(struct finder *f, size_t i, size_t *next)
{
	const struct word *w = &f->words[i];
	size_t last = i + 1;
	if (!token_has(f, i, WORD_COMPOUND) || token_has(f, i, WORD_TITLE) || w->clitics != CLITIC_WA || is_blocked(f, i) ||
	    !token_follows(f, last) || !collect_item_before(f, i))
		return false;
	const uint32_t never = WORD_STOP | WORD_PREPOSITION | WORD_AREA | WORD_HEAD | WORD_GIVEN_NAME | WORD_TITLE |
	                       WORD_ORGANISATION | WORD_CONTAINER;
	if (token_has(f, last, never) || vocabulary_has(&f->rules->vocabulary, f->text->tokens[last].hash) ||
	    token_has_tanwin(f, last) || f->text->tokens[last].kind != TOKEN_WORD || !token_ends_member(f, last))
		return false;
	push_unknown(f, i, w->cut, last, SV("unknown name of two words in a list"));
	*next = last + 1;
	return true;
}
