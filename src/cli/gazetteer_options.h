/* Options of `kharita gazetteer`, which the program shares with kharita-write: that one does import and the exports that
 * need GDAL. */
#ifndef KHARITA_CLI_GAZETTEER_OPTIONS_H
#define KHARITA_CLI_GAZETTEER_OPTIONS_H

#include "cli/options.h"

struct gazetteer_options {
	struct common_options common;
	const char *output, *gazetteer;
	struct option_list overlays;
	const char *format, *kind, *alternate_names, *bbox;
	struct option_list map;
	bool moved, names, json, tsv, geojson;
	unsigned near_m, far_m;
};

extern const struct option gazetteer_table[];
extern const char *const gazetteer_examples[];

#define GAZETTEER_SUMMARY "build, check, extend and export the gazetteer"
#define GAZETTEER_ARGUMENTS "build DIR -o FILE | check DIR|FILE | import FILE... -o OVERLAY.tsv | export FILE"
#define GAZETTEER_DESCRIPTION                                                                                         \
	"build compiles a folder (places.tsv, *.geojson, lexicon/*.tsv) into the file that is opened at start.\n"      \
	"check lists what is wrong (status 4), doubtful (status 1) or worth a look in a folder, or tests a\n"          \
	"compiled file. import compares a file of places with the gazetteer (GeoNames dump, OpenStreetMap\n"           \
	"extract, OCHA boundaries and populated places as shapefile, GeoPackage or spreadsheet, Who's On First\n"      \
	"record, CSV), reports what is new, the same, moved or in conflict, and writes what is new into an\n"          \
	"overlay for --overlay; outlines of units and lakes go into OVERLAY.geojson beside it. export writes all\n"    \
	"places as a table, CSV, GeoJSON or GeoPackage."

/* True when the export to this file is kharita-write's. */
bool gazetteer_export_needs_writer(const char *path, const struct gazetteer_options *o);

#endif
