#include "event/rules_image.h"

#include "base/serial.h"

#include <stdlib.h>

struct loader {
	const struct gazetteer *gazetteer;
	struct event_rules *rules;
	struct arena *scratch;
	struct inflections inflections;
	struct phrase_builder phrases;
	struct trigger_rule *triggers;
	struct context_rule *contexts;
	struct casualty_rule *casualties;
	struct number_rule *numbers;
	struct time_rule *times;
	struct actor_rule *actors;
	int *months, *weekdays;
	struct sv *objects; /* names of object words; their index is their identifier, from 1 */
	size_t n_objects, objects_capacity;
	struct sv blocs[BLOC_ATTACKERS]; /* names of sides; their index is their identifier, from 1 */
	int n_blocs;
	struct error *error;
};

struct name_value {
	struct sv name;
	int value;
};

static const struct name_value trigger_roles[] = {
#define ROLE(symbol, name) {{"" name, sizeof(name) - 1}, symbol},
#include "event/kinds.def"
	{{NULL, 0}, 0}};
static const struct name_value context_kinds[] = {
#define CONTEXT(symbol, name) {{"" name, sizeof(name) - 1}, symbol},
#include "event/kinds.def"
	{{NULL, 0}, 0}};
static const struct name_value casualty_kinds[] = {
#define CASUALTY(symbol, name) {{"" name, sizeof(name) - 1}, symbol},
#include "event/kinds.def"
	{{NULL, 0}, 0}};
static const struct name_value number_kinds[] = {
#define NUMERAL(symbol, name) {{"" name, sizeof(name) - 1}, symbol},
#include "event/kinds.def"
	{{NULL, 0}, 0}};
static const struct name_value time_kinds[] = {
#define TIME(symbol, name) {{"" name, sizeof(name) - 1}, symbol},
#include "event/kinds.def"
	{{NULL, 0}, 0}};

/* A row being read: cells by column name. */
struct row {
	const struct lexicon *table;
	size_t index;
};

static struct sv cell(const struct row *r, struct sv column)
{
	return lexicon_cell(r->table, r->index, lexicon_column_named(r->table, column));
}

static enum err row_error(const struct loader *l, const struct row *r, struct sv column)
{
	struct sv value = cell(r, column);
	return error_set(l->error, ERR_DATA, "lexicon table '%.*s' row %zu: unusable %.*s '%.*s'", SV_ARG(r->table->name),
			 r->index + 1, SV_ARG(column), SV_ARG(value));
}

static bool name_find(const struct name_value *names, struct sv s, int *out)
{
	for (; names->name.ptr; names++) {
		if (sv_eq(s, names->name)) {
			*out = names->value;
			return true;
		}
	}
	return false;
}

static bool cell_int(const struct row *r, struct sv column, int low, int high, int *out)
{
	int64_t v = 0;
	if (!sv_to_int(cell(r, column), &v) || v < low || v > high)
		return false;
	*out = (int)v;
	return true;
}

static int object_id(struct loader *l, struct sv name)
{
	for (size_t i = 0; i < l->n_objects; i++)
		if (sv_eq(l->objects[i], name))
			return (int)i + 1;
	*ARENA_PUSH(l->scratch, l->objects, l->n_objects, &l->objects_capacity) = name;
	return (int)l->n_objects;
}

static int needs_of(struct loader *l, struct sv name)
{
	return name.len == 0 ? 0 : sv_eq_cstr(name, "people") ? NEEDS_PEOPLE : object_id(l, name);
}

static bool add_forms(struct loader *l, const struct row *r, struct sv forms, struct sv class, struct sv present,
		      enum phrase_table table)
{
	struct phrase like = {.row = (uint32_t)r->index, .table = (uint8_t)table};
	return inflect(&l->phrases, l->scratch, &l->inflections, cell(r, forms), class, present, &like);
}

static enum err load_trigger(struct loader *l, const struct row *r)
{
	struct trigger_rule *t = &l->triggers[r->index];
	int role = 0;
	if (!name_find(trigger_roles, cell(r, SV("role")), &role))
		return row_error(l, r, SV("role"));
	if (!cell_int(r, SV("strength"), 0, 100, &t->strength))
		return row_error(l, r, SV("strength"));
	*t = (struct trigger_rule){.group = cell(r, SV("group")),
				   .event_type = cell(r, SV("event_type")),
				   .sub_event_type = cell(r, SV("sub_event_type")),
				   .strength = t->strength,
				   .role = (enum trigger_role)role,
				   .needs = needs_of(l, cell(r, SV("needs"))),
				   .by_victims = sv_eq_cstr(cell(r, SV("victims")), "yes")};
	if (t->event_type.len == 0 || t->sub_event_type.len == 0)
		return row_error(l, r, SV("event_type"));
	if (!add_forms(l, r, SV("forms"), cell(r, SV("class")), cell(r, SV("present")), PHRASE_TRIGGER))
		return row_error(l, r, SV("class"));
	return OK;
}

static enum err load_context(struct loader *l, const struct row *r)
{
	struct sv kind = cell(r, SV("kind")), object = SV("object:");
	int k = CONTEXT_OBJECT, reach = 0, id = 0;
	if (sv_starts(kind, object))
		id = object_id(l, sv_skip(kind, object.len));
	else if (!name_find(context_kinds, kind, &k))
		return row_error(l, r, SV("kind"));
	if (!cell_int(r, SV("reach"), 0, 100, &reach))
		return row_error(l, r, SV("reach"));
	l->contexts[r->index] = (struct context_rule){(enum context_kind)k, id, (uint32_t)reach};
	add_forms(l, r, SV("word"), SV("fixed"), SV(""), PHRASE_CONTEXT);
	return OK;
}

static void read_who(const struct row *r, bool *civilians, bool *armed)
{
	*civilians = sv_eq_cstr(cell(r, SV("who")), "civilians");
	*armed = sv_eq_cstr(cell(r, SV("who")), "armed");
}

static enum err load_casualty(struct loader *l, const struct row *r)
{
	struct casualty_rule *c = &l->casualties[r->index];
	int kind = 0;
	if (!name_find(casualty_kinds, cell(r, SV("kind")), &kind))
		return row_error(l, r, SV("kind"));
	c->kind = (enum casualty_kind)kind;
	read_who(r, &c->civilians, &c->armed);
	c->attackers = sv_eq_cstr(cell(r, SV("who")), "attackers");
	c->armed |= c->attackers;
	c->martyrs = sv_eq_cstr(cell(r, SV("who")), "martyrs");
	c->foes = sv_eq_cstr(cell(r, SV("who")), "foes");
	if (!add_forms(l, r, SV("forms"), cell(r, SV("class")), SV(""), PHRASE_CASUALTY))
		return row_error(l, r, SV("class"));
	return OK;
}

static enum err load_number(struct loader *l, const struct row *r)
{
	struct number_rule *n = &l->numbers[r->index];
	int kind = 0;
	if (!name_find(number_kinds, cell(r, SV("kind")), &kind))
		return row_error(l, r, SV("kind"));
	if (!cell_int(r, SV("value"), 0, 1000000, &n->value))
		return row_error(l, r, SV("value"));
	n->kind = (enum number_kind)kind;
	add_forms(l, r, SV("words"), SV("fixed"), SV(""), PHRASE_NUMBER);
	return OK;
}

static enum err load_time(struct loader *l, const struct row *r)
{
	struct time_rule *t = &l->times[r->index];
	int kind = 0;
	if (!name_find(time_kinds, cell(r, SV("kind")), &kind))
		return row_error(l, r, SV("kind"));
	t->kind = (enum time_kind)kind;
	if (t->kind == TIME_REFERENCE)
		return date_parse_iso(cell(r, SV("value")), &l->rules->reference) ? OK : row_error(l, r, SV("value"));
	if (!cell_int(r, SV("value"), -366, 366, &t->value))
		return row_error(l, r, SV("value"));
	add_forms(l, r, SV("word"), SV("fixed"), SV(""), PHRASE_TIME);
	return OK;
}

static enum err load_month(struct loader *l, const struct row *r)
{
	if (!cell_int(r, SV("month"), 1, HIJRI_MONTHS + 12, &l->months[r->index]))
		return row_error(l, r, SV("month"));
	add_forms(l, r, SV("names"), SV("fixed"), SV(""), PHRASE_MONTH);
	return OK;
}

static enum err load_weekday(struct loader *l, const struct row *r)
{
	if (!cell_int(r, SV("weekday"), 0, 6, &l->weekdays[r->index]))
		return row_error(l, r, SV("weekday"));
	add_forms(l, r, SV("names"), SV("fixed"), SV(""), PHRASE_WEEKDAY);
	return OK;
}

/* Identifier of a side; 0 for none, -1 for one too many. */
static int bloc_id(struct loader *l, struct sv name)
{
	for (int i = 1; i <= l->n_blocs; i++)
		if (sv_eq(l->blocs[i], name))
			return i;
	if (name.len == 0 || l->n_blocs + 1 >= BLOC_ATTACKERS)
		return name.len == 0 ? 0 : -1;
	l->blocs[++l->n_blocs] = name;
	return l->n_blocs;
}

static enum err load_actor(struct loader *l, const struct row *r)
{
	struct actor_rule *a = &l->actors[r->index];
	a->name = cell(r, SV("name"));
	a->later = cell(r, SV("later"));
	a->bloc = bloc_id(l, cell(r, SV("bloc")));
	if (a->bloc < 0)
		return row_error(l, r, SV("bloc"));
	if (!cell_int(r, SV("inter"), 1, 8, &a->inter))
		return row_error(l, r, SV("inter"));
	read_who(r, &a->civilians, &a->armed);
	add_forms(l, r, SV("forms"), SV("fixed"), SV(""), PHRASE_ACTOR);
	return OK;
}

static enum err load_name(struct loader *l, const struct row *r)
{
	add_forms(l, r, SV("word"), SV("fixed"), SV(""), PHRASE_NAME);
	return OK;
}

static const struct {
	const char *name;
	enum err (*load)(struct loader *, const struct row *);
	enum phrase_table table;
} tables[] = {{"triggers", load_trigger, PHRASE_TRIGGER},   {"event_context", load_context, PHRASE_CONTEXT},
	      {"casualty", load_casualty, PHRASE_CASUALTY}, {"numbers", load_number, PHRASE_NUMBER},
	      {"time_words", load_time, PHRASE_TIME},	    {"months", load_month, PHRASE_MONTH},
	      {"weekdays", load_weekday, PHRASE_WEEKDAY},   {"actors", load_actor, PHRASE_ACTOR},
	      {"given_names", load_name, PHRASE_NAME}};
enum { N_TABLES = sizeof tables / sizeof tables[0] };

static size_t rows_of(const struct loader *l, const char *name)
{
	const struct lexicon *t = lexicon_table(l->gazetteer, name);
	return t ? t->n_rows : 0;
}

static void make_room(struct loader *l)
{
	struct event_rules *r = l->rules;
	struct arena *a = &r->arena;
	for (size_t i = 0; i < N_TABLES; i++)
		r->n_rows[tables[i].table] = rows_of(l, tables[i].name);
	r->triggers = l->triggers = ARENA_ARRAY(a, struct trigger_rule, r->n_rows[PHRASE_TRIGGER] + 1);
	r->contexts = l->contexts = ARENA_ARRAY(a, struct context_rule, r->n_rows[PHRASE_CONTEXT] + 1);
	r->casualties = l->casualties = ARENA_ARRAY(a, struct casualty_rule, r->n_rows[PHRASE_CASUALTY] + 1);
	r->numbers = l->numbers = ARENA_ARRAY(a, struct number_rule, r->n_rows[PHRASE_NUMBER] + 1);
	r->times = l->times = ARENA_ARRAY(a, struct time_rule, r->n_rows[PHRASE_TIME] + 1);
	r->months = l->months = ARENA_ARRAY(a, int, r->n_rows[PHRASE_MONTH] + 1);
	r->weekdays = l->weekdays = ARENA_ARRAY(a, int, r->n_rows[PHRASE_WEEKDAY] + 1);
	r->actors = l->actors = ARENA_ARRAY(a, struct actor_rule, r->n_rows[PHRASE_ACTOR] + 1);
}

/* A longer object word is what its first word is, too, for the scan keeps the longest: "قذائف صاروخية" are shells. */
static void inherit_objects(struct loader *l)
{
	struct row one = {.table = lexicon_table(l->gazetteer, "event_context")};
	struct row many = {.table = one.table};
	for (; one.index < one.table->n_rows; one.index++) {
		struct sv rest = cell(&one, SV("word")), word;
		if (l->contexts[one.index].kind != CONTEXT_OBJECT)
			continue;
		while (sv_split(&rest, '|', &word)) {
			word = text_fold(l->scratch, sv_trim(word));
			for (many.index = 0; many.index < many.table->n_rows && sv_find(word, SV(" "), 0) == SIZE_MAX;
			     many.index++) {
				struct sv longer = cell(&many, SV("word")), form;
				bool object = l->contexts[many.index].kind == CONTEXT_OBJECT &&
					      sv_find(longer, SV(" "), 0) != SIZE_MAX;
				while (object && sv_split(&longer, '|', &form)) {
					form = text_fold(l->scratch, sv_trim(form));
					if (sv_starts(form, word) && form.len > word.len && form.ptr[word.len] == ' ')
						phrases_add(&l->phrases, form,
							    &(struct phrase){.row = (uint32_t)one.index,
									     .table = PHRASE_CONTEXT});
				}
			}
		}
	}
}

static enum err load_all(struct loader *l)
{
	object_id(l, SV("person")); /* OBJECT_PERSON */
	enum err err = inflections_load(l->scratch, l->gazetteer, &l->inflections, l->error);
	if (err)
		return err;
	make_room(l);
	for (size_t i = 0; i < N_TABLES; i++) {
		struct row r = {.table = lexicon_table(l->gazetteer, tables[i].name)};
		if (!r.table)
			return error_set(l->error, ERR_DATA, "lexicon table '%s' is missing; rebuild the gazetteer",
					 tables[i].name);
		for (; r.index < r.table->n_rows; r.index++) {
			err = tables[i].load(l, &r);
			if (err)
				return err;
		}
	}
	inherit_objects(l);
	if (l->rules->reference.year == 0)
		return error_set(l->error, ERR_DATA, "lexicon table 'time_words' has no reference date; add that row");
	l->rules->phrases = phrases_view(&l->phrases);
	l->rules->phrases.n_rows = l->rules->n_rows;
	return OK;
}

/* In a function of its own: the arenas' escape comes back here. */
static enum err open_guarded(struct loader *l, bool by_image)
{
	jmp_buf escape;
	if (setjmp(escape))
		return error_set(l->error, ERR_NOMEM, "no memory for the event lexicon");
	l->scratch->escape = &escape;
	l->rules->arena.escape = &escape;
	enum err err = by_image && event_image_open(l->gazetteer, l->rules) ? OK : load_all(l);
	l->rules->arena.escape = NULL;
	return err;
}

static enum err rules_open(const struct gazetteer *g, bool by_image, struct event_rules **out, struct error *e)
{
	*out = NULL;
	struct event_rules *r = calloc(1, sizeof *r);
	if (!r)
		return error_set(e, ERR_NOMEM, "no memory for the event lexicon");
	struct arena scratch;
	arena_init(&scratch, 0);
	arena_init(&r->arena, 0);
	r->serial = serial_next();
	struct loader l = {.gazetteer = g, .rules = r, .scratch = &scratch, .error = e};
	l.phrases.arena = &r->arena;
	enum err err = open_guarded(&l, by_image);
	arena_release(&scratch);
	if (err)
		event_rules_free(r);
	else
		*out = r;
	return err;
}

enum err event_rules_open(const struct gazetteer *g, struct event_rules **out, struct error *e)
{
	return rules_open(g, true, out, e);
}

enum err event_rules_image(const struct gazetteer *g, struct buf *out, struct error *e)
{
	struct event_rules *r = NULL;
	enum err err = rules_open(g, false, &r, e);
	if (!err)
		event_image_write(r, out);
	event_rules_free(r);
	return err;
}

void event_rules_free(struct event_rules *r)
{
	if (!r)
		return;
	arena_release(&r->arena);
	free(r);
}
