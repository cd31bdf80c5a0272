/* Incidents in the column names, order and codes of other data sets, for tools that read those. See docs/exchange.md. */
#ifndef KHARITA_WRITE_EXCHANGE_H
#define KHARITA_WRITE_EXCHANGE_H

#include "gazetteer/gazetteer.h"
#include "write/model.h"

enum exchange_format {
	EXCHANGE_ACLED,        /* acled.csv: ACLED, inter and interaction as numbers */
	EXCHANGE_ACLED_LABELS, /* acled_labels.csv: the same with their labels */
	EXCHANGE_GED,          /* ged.csv: UCDP GED, the lethal incidents */
	EXCHANGE_COUNT
};

/* The file that a format is written to. */
const char *exchange_file(enum exchange_format f);

/* "acled,ged" to a set of 1u << format. ERR_USAGE names what is unknown. */
enum err exchange_parse(struct sv list, unsigned *out, struct error *e);

/* Writes the incidents that the review does not reject, one row each (RFC 4180, UTF-8, LF). g gives English names of
 * districts; NULL leaves them Arabic. The file appears whole or not at all. ERR_IO, ERR_NOMEM. */
enum err exchange_write(enum exchange_format f, const struct model *m, const struct gazetteer *g, const char *path,
			struct error *e);

/* The cell of PRIO-GRID (half a degree, from the south-west corner): gid = (row - 1) * 720 + column, both from 1.
 * Source: Tollefsen, Strand, Buhaug 2012. */
int exchange_priogrid(struct lonlat p);

#endif
