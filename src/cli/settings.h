/* Options kept in the state store, so that a run that adds to a folder need not be told them again. User of jansson. */
#ifndef KHARITA_CLI_SETTINGS_H
#define KHARITA_CLI_SETTINGS_H

#include "base/buf.h"
#include "cli/options.h"

/* Appends the options that were given, as one JSON object: by name, without those of one run only. */
void settings_write(const struct option *table, const void *values, struct buf *out);

/* Fills in what `values` leaves open from such an object. *keep holds the texts: settings_free(). */
struct settings;
enum err settings_read(const struct option *table, void *values, struct sv json, struct settings **keep, struct error *e);
void settings_free(struct settings *s);

#endif
