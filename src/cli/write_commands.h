/* Options of the commands that draw and export: the program shows their help, sub-programs do their work.
 * `kharita map` runs `kharita-write layers STAGING/results.ndjson -o STAGING` with the options it was given, or its two
 * halves. */
#ifndef KHARITA_CLI_WRITE_COMMANDS_H
#define KHARITA_CLI_WRITE_COMMANDS_H

#include "cli/options.h"

struct layers_options {
	struct common_options common;
	const char *output;      /* -o DIR: made when missing, files in it are replaced */
	const char *crs;         /* of GeoPackage, FlatGeobuf and CSV; NULL = EPSG:4326 */
	const char *title;       /* of the map and the project; NULL = made from the data */
	const char *language;    /* labels and legend: "ar" or "en"; NULL = "ar" */
	const char *gazetteer;   /* of the basemap; NULL = the installed one */
	bool no_merge, no_tiles, no_map, no_preview;
	unsigned jobs;           /* 0 = number of cores */
	const char *export;      /* formats of exchange, "acled,ged"; NULL = none */
	struct option_list overlays; /* of the gazetteer */
	const char *state;       /* the store of corrections; NULL = that in `output` */
	const char *reuse;       /* a folder of an earlier run whose tiles are taken where nothing changed; NULL = none */
	const char *review;      /* an earlier kharita.gpkg whose review columns are kept; NULL = that in `output` */
};

/* Which incidents are drawn; NULL = all. */
struct filter_options {
	const char *from, *to;   /* ISO days */
	const char *type;        /* beginnings of event or sub-event types, comma-separated */
	const char *bbox;        /* "W,S,E,N" */
	const char *near, *within; /* a place's name, and "50km" */
	const char *admin;       /* a governorate, district or subdistrict */
	bool no_background;
};

struct tiles_options {
	struct common_options common;
	const char *output;      /* FILE.mbtiles, .pmtiles, .gpkg, .tif (COG) or DIR (XYZ) */
	const char *zoom;        /* "MIN-MAX"; NULL = 5-11 */
	const char *show;        /* what is drawn; NULL = all but density */
	unsigned scale;          /* 2: tiles of 512 px */
	struct filter_options filter;
	bool append;             /* take tiles that did not change over from the file that is there */
	const char *language;    /* of the labels */
	unsigned jobs;
};

struct poster_options {
	struct common_options common;
	const char *output;      /* FILE.png, .pdf or .svg */
	const char *title, *language;
	const char *paper;       /* "a4", "a3", "420x297"; NULL = A4 */
	const char *produced;    /* date of production, ISO; NULL = none is printed */
	const char *code;        /* file name by OCHA's custom in the folder `output`: CODE_incidents_a4_YYYYMMDD */
	unsigned dpi;            /* of PNG; 0 = the theme's */
	bool portrait, table, no_timeline, no_inset;
	struct filter_options filter;
	const char *gazetteer;   /* of the basemap; NULL = the installed one */
};

/* Two halves of `layers`, as `map` runs them beside each other, with its options: incidents.mbtiles by kharita-draw, which
 * reads its command line from standard input, word by word with a null byte behind each and one more behind the last;
 * everything else by kharita-write. */
#define COMMAND_FOLDER_TILES "folder-tiles"
#define COMMAND_ALL_BUT_TILES "all-but-tiles"

extern const struct command command_layers, command_tiles, command_poster;

#endif
