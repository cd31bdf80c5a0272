/* Names behind head words that the gazetteer lacks. */
#include "toponym/collect.h"

static const uint32_t settlement_kinds = 1u << KIND_CITY | 1u << KIND_TOWN | 1u << KIND_VILLAGE | 1u << KIND_HAMLET |
                                         1u << KIND_NEIGHBOURHOOD | 1u << KIND_CAMP | 1u << KIND_SUBDISTRICT;

/* Behind a facility's head word only with the article or a person's name, since "مشفى ميداني" is no name. */
bool collect_is_plausible(const struct finder *f, size_t i, const struct head_rule *h, bool quoted)
{
	bool facility = !(h->kinds & settlement_kinds);
	if (!token_follows(f, i) || f->text->tokens[i].kind != TOKEN_WORD || is_blocked(f, i))
		return false;
	const uint32_t never = WORD_STOP | WORD_AREA | WORD_DIRECTION_ADJ | WORD_DIRECTION_NOUN | WORD_ORGANISATION |
	                       WORD_TITLE;
	struct sv norm = f->text->tokens[i].norm;
	if (token_has(f, i, WORD_COMPOUND) && !f->words[i].cut && token_follows(f, i + 1))
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
	if (token_has(f, i, WORD_COMPOUND) && token_follows(f, i + 1) && !token_has(f, i + 1, WORD_STOP | WORD_AREA))
		last = i + 1;
	while (token_has(f, last, WORD_GIVEN_NAME) && is_son(f, last + 1) && token_follows(f, last + 2))
		last += 2; /* "جامع عثمان بن عفان" */
	if (token_follows(f, last + 1) && token_has(f, last + 1, WORD_DIRECTION_ADJ) && !f->words[last + 1].cut)
		last++;
	return last;
}

bool collect_unknown(struct finder *f, size_t i, size_t *next)
{
	const struct head_rule *h = token_head(f, i);
	size_t name = token_skip_quotes(f, i + 1);
	bool quoted = name > i + 1;
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

/* "قرى صيدا والمعلق": the next member of a list under a dual or plural head, unknown to the gazetteer. */
bool collect_list_unknown(struct finder *f, size_t i, size_t *next)
{
	int32_t head = token_has_conjunction(f, i) ? collect_list_head(f, i) : NONE;
	const struct item *prev = collect_item_before(f, i);
	if (head == NONE || !(f->rules->heads[head].kinds & settlement_kinds) || !prev ||
	    (f->rules->heads[head].number == 'd' && prev->head_token == NONE))
		return false;
	struct clitic_split splits[CLITIC_MAX_SPLITS];
	if (clitic_splits(f->text->tokens[i].norm, false, splits) < 2 || splits[1].residue.len < 6 || is_blocked(f, i) ||
	    is_plural_verb(splits[1].residue) ||
	    token_has(f, i, WORD_STOP | WORD_AREA | WORD_HEAD | WORD_ORGANISATION | WORD_TITLE) || token_has_tanwin(f, i) ||
	    vocabulary_has(&f->rules->vocabulary, f->text->tokens[i].hash) ||
	    vocabulary_has(&f->rules->vocabulary, splits[1].hash) || !token_ends_member(f, i))
		return false;
	struct item *it = collect_push(f);
	it->head = it->list_head = head;
	it->open = true;
	it->m.shape = MENTION_PLACE;
	it->m.kind = f->rules->heads[head].first_kind;
	it->m.unresolved = true;
	it->m.rule = SV("unknown name in a list");
	collect_set_span(f, it, i, splits[1].cut, i);
	*next = i + 1;
	return true;
}
