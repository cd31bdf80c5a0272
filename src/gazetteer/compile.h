/* From a source to the compiled file's bytes. */
#ifndef KHARITA_GAZETTEER_COMPILE_H
#define KHARITA_GAZETTEER_COMPILE_H

#include "base/buf.h"
#include "gazetteer/build.h"
#include "gazetteer/source.h"

/* Appends the whole file to `out`, the same bytes for the same source. Scratch memory comes from the source's arena,
 * whose escape must be set; `out` belongs to the caller, also after a jump. ERR_LIMIT when it passes out->max. */
enum err gazetteer_compile(const struct source *s, struct buf *out, struct gazetteer_build_counts *counts,
                           struct error *e);

#endif
