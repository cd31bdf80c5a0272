#include "state/review.h"
#include "write/gpkg.h"

static const char *const originals[MACHINE_FIELDS] = {
#define X(symbol, name, label) "original_" name,
#include "state/machine_field.def"
#undef X
};

static bool has_field(enum layer_id id, enum review_field f)
{
	if (id == LAYER_INCIDENTS)
		return f != REVIEW_STATUS;
	return id == LAYER_MENTIONS && review_columns[f].of_mentions;
}

static bool has_original(enum layer_id id, enum machine_field f)
{
	return id == LAYER_INCIDENTS || f <= MACHINE_LON;
}

bool gpkg_review_column(enum layer_id id, size_t i, struct gpkg_review_column *out)
{
	if (!gpkg_is_reviewed(id))
		return false;
	for (size_t f = 0; f < REVIEW_FIELDS; f++) {
		*out = (struct gpkg_review_column){review_columns[f].name, GPKG_FIELD, f, true};
		if (has_field(id, f) && i-- == 0)
			return true;
	}
	*out = (struct gpkg_review_column){"review_conflict", GPKG_CONFLICT, 0, true};
	if (i-- == 0)
		return true;
	for (size_t f = 0; f < MACHINE_FIELDS; f++) {
		*out = (struct gpkg_review_column){originals[f], GPKG_ORIGINAL, f, false};
		if (has_original(id, f) && i-- == 0)
			return true;
	}
	*out = (struct gpkg_review_column){"review_base", GPKG_BASE, 0, false};
	return i == 0;
}
