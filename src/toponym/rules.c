#include "toponym/rules_image.h"

#include "base/serial.h"

#include <stdlib.h>

static const char *const weight_names[] = {
#define X(symbol, name) [symbol] = name,
#include "toponym/weights.def"
#undef X
};

const char *weight_name(enum weight w)
{
	return weight_names[w];
}

size_t toponym_weight_count(void)
{
	return WEIGHT_COUNT;
}

const char *toponym_weight_name(size_t i)
{
	return weight_names[i];
}

double toponym_weight(const struct toponym_rules *r, size_t i)
{
	return r->weights[i];
}

void toponym_set_weight(struct toponym_rules *r, size_t i, double value)
{
	r->weights[i] = value;
}

int64_t rules_number(const struct toponym_rules *r, uint64_t hash)
{
	for (size_t i = 0; i < r->n_numbers; i++)
		if (r->numbers[i].hash == hash)
			return r->numbers[i].value;
	return 0;
}

size_t rules_common_slot(const struct toponym_rules *r, uint64_t hash)
{
	size_t i = hash & (r->n_common - 1);
	while (r->common[i].hash && r->common[i].hash != hash)
		i = (i + 1) & (r->n_common - 1);
	return i;
}

double rules_common(const struct toponym_rules *r, uint64_t hash)
{
	return r->common[rules_common_slot(r, hash)].level;
}

static enum err rules_open(const struct gazetteer *g, bool by_image, struct toponym_rules **out, struct error *e)
{
	jmp_buf no_memory;
	*out = NULL;
	struct toponym_rules *r = calloc(1, sizeof *r);
	if (!r)
		return error_set(e, ERR_NOMEM, "no memory for the recognition rules");
	r->gazetteer = g;
	r->serial = serial_next();
	r->ali.classes = WORD_GIVEN_NAME;
	arena_init(&r->arena, 0);
	if (setjmp(no_memory)) {
		toponym_rules_free(r);
		return error_set(e, ERR_NOMEM, "no memory for the recognition rules");
	}
	r->arena.escape = &no_memory;
	enum err result = by_image && toponym_image_open(r) ? OK : rules_load(r, e);
	r->arena.escape = NULL;
	if (result != OK) {
		toponym_rules_free(r);
		return result;
	}
	*out = r;
	return OK;
}

enum err toponym_rules_open(const struct gazetteer *g, struct toponym_rules **out, struct error *e)
{
	return rules_open(g, true, out, e);
}

enum err toponym_rules_image(const struct gazetteer *g, struct buf *out, struct error *e)
{
	struct toponym_rules *r = NULL;
	enum err result = rules_open(g, false, &r, e);
	if (result == OK)
		toponym_image_write(r, out);
	toponym_rules_free(r);
	return result;
}

void toponym_rules_free(struct toponym_rules *r)
{
	if (!r)
		return;
	arena_release(&r->arena);
	free(r);
}
