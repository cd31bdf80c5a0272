/* The public record of each item: canonical name, kind, role, confidence. */
#include "toponym/scan.h"
#include "toponym/terms.def"

#include <math.h>

static const char *const role_names[] = {"event", "context", "origin", "destination", "actor"};
static const char *const relation_names[] = {NULL,        "in",     "near",    "countryside", "badia",  "bank",
                                             "direction", "offset", "between", "on_road",     "from_to"};

const char *role_name(enum role r)
{
	return role_names[r];
}

const char *relation_name(enum relation r)
{
	return relation_names[r];
}

/* Feature codes of areas that are made of a place and a word (GeoNames). */
static struct sv shape_code(const struct mention *m, const struct place *p)
{
	if (m->shape == MENTION_BADIA)
		return SV("DSRT");
	if (m->shape != MENTION_PLACE)
		return SV("RGN");
	return p ? p->feature_code : SV("");
}

static struct sv clean(struct finder *f, struct sv words)
{
	char *out = arena_alloc(f->arena, words.len + 1);
	size_t n = 0;
	bool space = false;
	for (size_t i = 0; i < words.len; i++) {
		char c = words.ptr[i] == '_' || words.ptr[i] == '\n' || words.ptr[i] == '\t' || words.ptr[i] == '"' ? ' ' : words.ptr[i];
		if (c == ' ' || c == '#') {
			space = n > 0;
			continue;
		}
		if (space)
			out[n++] = ' ';
		space = false;
		out[n++] = c;
	}
	return sv_make(out, n);
}

static struct sv join3(struct finder *f, struct sv a, struct sv b, struct sv c)
{
	struct sv parts[3];
	size_t n = 0;
	if (a.len)
		parts[n++] = a;
	if (b.len)
		parts[n++] = b;
	if (c.len)
		parts[n++] = c;
	return arena_join(f->arena, parts, n, SV(" "));
}

static struct sv head_word(const struct finder *f, const struct item *it)
{
	if (it->head == NONE || it->head_token == NONE || it->m.shape != MENTION_PLACE)
		return SV("");
	const struct head_rule *h = &f->rules->heads[it->head];
	return h->inside && h->number == 's' ? h->word : SV("");
}

static void name_item(struct finder *f, struct item *it, const struct place *p)
{
	struct mention *m = &it->m;
	if (!p) {
		m->name_ar = clean(f, m->surface);
		return;
	}
	struct sv name = p->name_ar;
	m->name_en = p->name_en;
	if (m->shape == MENTION_DIRECTION) {
		m->name_ar = join3(f, clean(f, it->direction_words), name, SV(""));
		return;
	}
	struct sv prefix = p->kind == KIND_BADIA || p->kind == KIND_RIVER ? SV("") : it->area_prefix;
	struct sv head = head_word(f, it);
	if (head.len && !it->area_prefix.len && !sv_starts(text_fold(f->arena, name), text_fold(f->arena, head))) {
		const struct head_rule *h = &f->rules->heads[it->head];
		if (!(h->kinds & 1u << p->kind))
			prefix = head; /* "معبر الشحيل": a facility named after its town */
	}
	m->name_ar = join3(f, prefix, name, m->shape == MENTION_PLACE ? SV("") : clean(f, it->direction_words));
}

static double confidence(const struct item *it)
{
	double recognised = 1 / (1 + exp(-(it->accept + 0.5)));
	if (it->m.unresolved)
		return 0.5 * recognised;
	double sum = 0;
	for (size_t i = 0; i < it->n_ranked; i++)
		sum += exp(it->ranked[i].score - it->ranked[0].score);
	return recognised * (sum > 0 ? 1 / sum : 0.5);
}

/* Countries named as parties, not as places: nothing locative before them. */
static bool is_actor(const struct item *it, const struct place *p)
{
	if (!p || p->kind != KIND_COUNTRY || it->m.shape != MENTION_PLACE || it->header)
		return false;
	if (it->lead)
		return it->lead->role == ROLE_ACTOR || it->lead->verb || it->lead->relation == REL_BETWEEN /* "the war between X and Y" */ ||
		       (it->lead->role == ROLE_CONTEXT && it->lead->clitic == CLITIC_LI); /* "التابعة لـX" */
	return it->m.relation == REL_NONE && it->container_item == NONE && !it->directed;
}

/* "الضفة اليسرى لنهر X": a bank by its name. */
static bool is_bank(const struct place *p)
{
	return p && p->kind == KIND_REGION && sv_starts(p->name_ar, SV(TERM_BANK)) &&
	       sv_find(p->name_ar, SV(TERM_OF_RIVER), 0) != SIZE_MAX;
}

static enum relation own_relation(const struct item *it, const struct place *p)
{
	const struct mention *m = &it->m;
	if (is_bank(p) && (m->relation == REL_NONE || m->relation == REL_IN))
		return REL_BANK;
	if (p && p->kind == KIND_ROAD && m->shape == MENTION_PLACE && m->relation == REL_IN)
		return REL_ON_ROAD;
	if (m->shape == MENTION_BADIA)
		return m->relation == REL_NEAR || m->relation == REL_OFFSET ? m->relation : REL_BADIA;
	if (m->shape == MENTION_COUNTRYSIDE)
		return m->relation == REL_NEAR || m->relation == REL_OFFSET ? m->relation : REL_COUNTRYSIDE;
	return m->relation;
}

static void finish_item(struct finder *f, struct item *it)
{
	struct mention *m = &it->m;
	const struct place *p = m->place == PLACE_NONE ? NULL : gazetteer_place(f->gazetteer, (size_t)m->place);
	const struct token *tokens = f->text->tokens;
	uint32_t from = tokens[m->first_token].byte_start;
	uint32_t to = tokens[m->last_token].byte_end;
	for (uint32_t cp = tokens[m->first_token].start; cp < m->start; cp++) {
		from++;
		while (((unsigned char)f->text->utf8.ptr[from] & 0xC0) == 0x80)
			from++;
	}
	for (uint32_t cp = tokens[m->last_token].end; cp > m->end; cp--) {
		to--;
		while (((unsigned char)f->text->utf8.ptr[to] & 0xC0) == 0x80)
			to--;
	}
	m->surface = sv_make(f->text->utf8.ptr + from, to - from);
	if (p) {
		m->kind = p->kind;
		if (m->shape == MENTION_BADIA && p->kind != KIND_BADIA)
			m->kind = KIND_BADIA;
		if (m->shape == MENTION_COUNTRYSIDE || m->shape == MENTION_DIRECTION)
			m->kind = KIND_REGION;
	}
	name_item(f, it, p);
	m->feature_code = shape_code(m, p);
	if (p && p->kind == KIND_BADIA && m->shape == MENTION_PLACE)
		m->shape = MENTION_BADIA;
	if (is_actor(it, p))
		m->role = ROLE_ACTOR;
	m->relation = own_relation(it, p);
	if (m->role == ROLE_CONTEXT && !it->held && !it->lead && !it->header && m->relation != REL_NONE)
		m->role = ROLE_EVENT;
	m->confidence = confidence(it);
	m->candidates = it->ranked;
	m->n_candidates = it->n_ranked + it->n_below;
}

void finish_mentions(struct finder *f, struct mentions *out)
{
	out->items = ARENA_ARRAY(f->arena, struct mention, f->n_items + 1);
	out->n = 0;
	out->rejected = NULL;
	out->n_rejected = 0;
	for (size_t k = 0; k < f->n_items; k++) {
		if (f->items[k].dropped)
			continue;
		finish_item(f, &f->items[k]);
		out->items[out->n++] = f->items[k].m;
	}
}
