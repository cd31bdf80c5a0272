/* What a lookup found, as JSON: the array that `kharita lookup --json` prints. */
#ifndef KHARITA_RESULT_LOOKUP_JSON_H
#define KHARITA_RESULT_LOOKUP_JSON_H

#include "base/buf.h"
#include "gazetteer/lookup.h"

/* Appends one array with "\n", an object a line, "[]" for none: place_id, name_ar, name_en, kind, feature_code, admin1,
 * admin2, admin3, lat, lon, confidence, score; with `distances`, distance_km too. Unknown is null. Thread-safe. */
void lookup_write_json(const struct gazetteer *g, const struct gazetteer_match *matches, size_t n, bool distances,
                       struct buf *out);

#endif
