#include "gazetteer/gazetteer.h"

#include <assert.h>

struct kind_row {
	const char *name;
	bool is_area, is_settlement;
};

static const struct kind_row KINDS[] = {
#define X(symbol, name, is_area, is_settlement) [symbol] = {name, is_area, is_settlement},
#include "gazetteer/kind.def"
#undef X
};
static_assert(sizeof KINDS / sizeof *KINDS == PLACE_KIND_COUNT, "one row a kind");

static bool is_known(enum place_kind k)
{
	return (unsigned)k < PLACE_KIND_COUNT;
}

const char *place_kind_name(enum place_kind k)
{
	return is_known(k) ? KINDS[k].name : "unknown";
}

bool place_kind_parse(struct sv name, enum place_kind *out)
{
	for (unsigned i = 0; i < PLACE_KIND_COUNT; i++) {
		if (sv_eq_cstr(name, KINDS[i].name)) {
			*out = (enum place_kind)i;
			return true;
		}
	}
	return false;
}

bool place_kind_is_area(enum place_kind k)
{
	return is_known(k) && KINDS[k].is_area;
}

bool place_kind_is_settlement(enum place_kind k)
{
	return is_known(k) && KINDS[k].is_settlement;
}
