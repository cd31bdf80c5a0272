/* Walks the tokens and collects everything that may be a place. */
#include "toponym/collect.h"

struct item *collect_push(struct finder *f)
{
	struct item *it = ARENA_PUSH(f->arena, f->items, f->n_items, &f->items_capacity);
	*it = (struct item){.head = NONE,
	                    .list_head = NONE,
	                    .head_token = NONE,
	                    .list_prev = NONE,
	                    .list_first = (int32_t)f->n_items - 1,
	                    .container_item = NONE,
	                    .header_item = NONE};
	it->m.place = it->m.container = it->placed = PLACE_NONE;
	it->anchor = NONE;
	it->spread_km = -1;
	it->m.offset_deg = -1;
	return it;
}

void collect_set_span(const struct finder *f, struct item *it, size_t first, uint32_t cut, size_t last)
{
	const struct token *tokens = f->text->tokens;
	it->m.first_token = (uint32_t)first;
	it->m.last_token = (uint32_t)last;
	it->m.start = cut ? text_cut(f->text, &tokens[first], cut, NULL) : tokens[first].start;
	it->m.end = tokens[last].end;
	it->m.sentence = tokens[first].sentence;
}

/* The word before may say "near". */
static bool may_be_near(const struct finder *f, size_t i)
{
	return i > 0 && (f->words[i - 1].marks & MARK_NEAR);
}

/* Nothing at this word can begin an item unless it is near a place: no name begins so, it is no head word, no head word or
 * list stands before it, and it is not to be repaired to a name, or nothing asks for one. */
static bool is_plain_word(const struct finder *f, size_t i)
{
	return !(f->words[i].marks & MARK_BEGINS) && !token_has(f, i, WORD_HEAD | WORD_COMPOUND) &&
	       token_head_before(f, i) == NONE && !collect_item_before(f, i) && !(repair_may(f, i) && collect_is_asked(f, i));
}

void collect_items(struct finder *f)
{
	f->items_capacity = f->text->n_tokens / 8 + 8; /* mostly more than enough */
	f->items = arena_room(f->arena, f->items_capacity * sizeof *f->items);
	for (size_t i = 0; i < f->text->n_tokens;) {
		size_t next = i + 1;
		uint8_t kind = f->text->tokens[i].kind;
		if (kind == TOKEN_PUNCT || kind == TOKEN_NUMBER || is_blocked(f, i)) {
			i++;
			continue;
		}
		if (token_has(f, i, WORD_AREA)) {
			next = collect_area(f, i);
			if (next > i) {
				i = next;
				continue;
			}
			next = i + 1;
		}
		bool found = !is_plain_word(f, i) &&
		             (collect_name(f, i, &next) || (token_head(f, i) && collect_unknown(f, i, &next)) ||
		              collect_list_unknown(f, i, &next) || collect_compound_unknown(f, i, &next));
		if (!found && may_be_near(f, i))
			collect_near_unknown(f, i, &next);
		i = next;
	}
}
