#include "cli/write_commands.h"

#define FIELD(type, field) offsetof(struct type, field)
#define GAZETTEER_OPTION(type)                                                                                         \
	{"gazetteer", 0, OPTION_TEXT, FIELD(type, gazetteer), "FILE",                                                  \
	 "a compiled gazetteer other than the installed one, for the basemap"}

static const struct option layers_table[] = {
	{"output", 'o', OPTION_TEXT, FIELD(layers_options, output), "DIR", "folder to write into"},
	{"crs", 0, OPTION_TEXT, FIELD(layers_options, crs), "CRS",
	 "CRS of the GeoPackage, e.g. EPSG:32637 (default EPSG:4326)"},
	{"title", 0, OPTION_TEXT, FIELD(layers_options, title), "TEXT", "title of the map and the project"},
	{"language", 0, OPTION_TEXT, FIELD(layers_options, language), "ar|en", "labels and legend (default ar)"},
	GAZETTEER_OPTION(layers_options),
	{"no-merge", 0, OPTION_FLAG, FIELD(layers_options, no_merge), NULL, "keep every article's incidents apart"},
	{"no-tiles", 0, OPTION_FLAG, FIELD(layers_options, no_tiles), NULL, "make no raster tiles"},
	{"no-map", 0, OPTION_FLAG, FIELD(layers_options, no_map), NULL, "draw no report map"},
	{"no-preview", 0, OPTION_FLAG, FIELD(layers_options, no_preview), NULL, "write no preview page"},
	{"export", 0, OPTION_TEXT, FIELD(layers_options, export), "LIST",
	 "also write tables for exchange: acled, acled-labels, ged"},
	{"review", 0, OPTION_TEXT, FIELD(layers_options, review), "FILE",
	 "earlier kharita.gpkg whose review columns are kept (default: that in DIR)"},
	{"overlay", 0, OPTION_LIST, FIELD(layers_options, overlays), "FILE.tsv",
	 "your own places, added to the gazetteer's (may be repeated)"},
	{"state", 0, OPTION_TEXT, FIELD(layers_options, state), "FILE",
	 "state store with the corrections (default: that in DIR)"},
	{"reuse", 0, OPTION_TEXT, FIELD(layers_options, reuse), "DIR",
	 "take pictures of an earlier run from DIR where nothing changed"},
	{"jobs", 'j', OPTION_COUNT, FIELD(layers_options, jobs), "N", "threads (default: number of cores)"},
	OPTIONS_END,
};

static const char *const layers_examples[] = {
	"kharita extract articles/ > day.ndjson && kharita layers day.ndjson -o layers",
	"extract on one machine, draw on another",
	"kharita layers 'results/*.ndjson.zst' more/ -o layers",
	"parts that a cluster wrote",
	NULL,
};

const struct command command_layers = {
	.name = "layers",
	.summary = "results to layers, merging incidents reported more than once",
	.arguments = "RESULTS... -o DIR",
	.description = "Reads results (NDJSON as 'kharita extract' writes them; '-' is standard input) and writes the\n"
	               "layers, the QGIS project, tiles, the report map and the preview page into DIR. RESULTS may be\n"
	               "packed (gzip, zstd, xz, bzip2, lz4), a folder of parts, or a pattern in quotes.",
	.options = layers_table,
	.examples = layers_examples,
};

#define FILTER_OPTIONS(owner)                                                                                           \
	{"from", 0, OPTION_TEXT, FIELD(owner, filter.from), "DAY", "only incidents from this day on (YYYY-MM-DD)"},     \
	{"to", 0, OPTION_TEXT, FIELD(owner, filter.to), "DAY", "only incidents up to this day"},                        \
	{"type", 0, OPTION_TEXT, FIELD(owner, filter.type), "LIST",                                                     \
	 "only these event or sub-event types; beginnings suffice: battles,shelling"},                                 \
	{"bbox", 0, OPTION_TEXT, FIELD(owner, filter.bbox), "W,S,E,N", "only incidents within these bounds (degrees)"}, \
	{"near", 0, OPTION_TEXT, FIELD(owner, filter.near), "PLACE", "only incidents near this place ..."},             \
	{"within", 0, OPTION_TEXT, FIELD(owner, filter.within), "KM", "... no farther away than this (default 25km)"},  \
	{"admin", 0, OPTION_TEXT, FIELD(owner, filter.admin), "NAME",                                                   \
	 "only incidents in this governorate, district or subdistrict"},                                               \
	{"no-background", 0, OPTION_FLAG, FIELD(owner, filter.no_background), NULL,                                     \
	 "leave out past incidents that reports recall"}

static const struct option tiles_table[] = {
	{"output", 'o', OPTION_TEXT, FIELD(tiles_options, output), "FILE|DIR",
	 "FILE.mbtiles, FILE.pmtiles, FILE.gpkg, FILE.tif (COG) or a folder (XYZ with tiles.json)"},
	{"zoom", 'z', OPTION_TEXT, FIELD(tiles_options, zoom), "MIN-MAX", "zoom levels (default 5-11)"},
	{"show", 0, OPTION_TEXT, FIELD(tiles_options, show), "LIST",
	 "what is drawn, of incidents, extents, routes, places, density, base (default: all but the last two)"},
	{"scale", 0, OPTION_COUNT, FIELD(tiles_options, scale), "1|2", "2: tiles of 512 px, for fine screens"},
	FILTER_OPTIONS(tiles_options),
	{"append", 0, OPTION_FLAG, FIELD(tiles_options, append), NULL,
	 "draw only the tiles that changed since FILE.mbtiles was written"},
	{"language", 0, OPTION_TEXT, FIELD(tiles_options, language), "ar|en", "labels (default ar)"},
	{"jobs", 'j', OPTION_COUNT, FIELD(tiles_options, jobs), "N", "threads (default: number of cores)"},
	OPTIONS_END,
};

static const char *const tiles_examples[] = {
	"kharita tiles output -o incidents.pmtiles --zoom 5-13 --scale 2",
	"fine tiles in one file for a web page",
	"kharita tiles output -o heat.mbtiles --show density",
	"where incidents gather",
	"kharita tiles output -o map.mbtiles --show base,incidents,routes --bbox 37,33,42,37.5",
	"a whole map in tiles, with the base map below",
	NULL,
};

const struct command command_tiles = {
	.name = "tiles",
	.summary = "raster tiles of the incidents: MBTiles, PMTiles, GeoPackage, XYZ folder, COG",
	.arguments = "LAYERS -o FILE|DIR",
	.description = "LAYERS is a folder that 'kharita map' or 'kharita layers' wrote, or results in NDJSON.",
	.options = tiles_table,
	.examples = tiles_examples,
};

static const struct option poster_table[] = {
	{"output", 'o', OPTION_TEXT, FIELD(poster_options, output), "FILE|DIR",
	 "FILE.png, FILE.pdf or FILE.svg; with --code a folder"},
	{"paper", 0, OPTION_TEXT, FIELD(poster_options, paper), "SIZE",
	 "a4, a3, a2, letter or WIDTHxHEIGHT in millimetres (default a4)"},
	{"portrait", 0, OPTION_FLAG, FIELD(poster_options, portrait), NULL, "upright, with the legend below the map"},
	{"title", 0, OPTION_TEXT, FIELD(poster_options, title), "TEXT", "title of the map"},
	{"language", 0, OPTION_TEXT, FIELD(poster_options, language), "ar|en", "labels and legend (default ar)"},
	{"dpi", 0, OPTION_COUNT, FIELD(poster_options, dpi), "N", "resolution of a PNG"},
	{"table", 0, OPTION_FLAG, FIELD(poster_options, table), NULL,
	 "number the incidents and list them all on further pages (beside a PNG or SVG: FILE-2.png ...)"},
	{"no-timeline", 0, OPTION_FLAG, FIELD(poster_options, no_timeline), NULL, "no strip of incidents in time"},
	{"no-inset", 0, OPTION_FLAG, FIELD(poster_options, no_inset), NULL, "no enlarged map of a dense cluster"},
	{"produced", 0, OPTION_TEXT, FIELD(poster_options, produced), "DAY", "date of production to print"},
	{"code", 0, OPTION_TEXT, FIELD(poster_options, code), "CODE",
	 "name PNG and PDF by OCHA's custom in the folder -o: CODE_incidents_a4_YYYYMMDD"},
	FILTER_OPTIONS(poster_options),
	GAZETTEER_OPTION(poster_options),
	OPTIONS_END,
};

static const char *const poster_examples[] = {
	"kharita poster output -o week.pdf --from 2024-03-01 --to 2024-03-07 --table",
	"one week, with a table of its incidents on further pages",
	"kharita poster output -o mayadin.png --near الميادين --within 30km --paper a3",
	"the surroundings of a town on A3",
	NULL,
};

const struct command command_poster = {
	.name = "poster",
	.summary = "report map with title, legend, scale and sources: PNG, PDF, SVG",
	.arguments = "LAYERS -o FILE",
	.description = "LAYERS is a folder that 'kharita map' or 'kharita layers' wrote, or results in NDJSON.",
	.options = poster_table,
	.examples = poster_examples,
};
