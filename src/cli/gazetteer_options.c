#include "cli/gazetteer_options.h"

#define FIELD(field) offsetof(struct gazetteer_options, field)

const struct option gazetteer_table[] = {
	{"output", 'o', OPTION_TEXT, FIELD(output), "FILE", "build: the compiled file; import: the overlay to write"},
	{"format", 'f', OPTION_TEXT, FIELD(format), "NAME",
	 "import: auto, geonames, osm, cod, wof, csv; export: tsv, csv, geojson, gpkg (default: by the file's name)"},
	{"tsv", 0, OPTION_FLAG, FIELD(tsv), NULL, "export: as --format tsv"},
	{"geojson", 0, OPTION_FLAG, FIELD(geojson), NULL, "export: as --format geojson"},
	{"map", 0, OPTION_LIST, FIELD(map), "COLUMN=FIELD,...",
	 "import: which field of the file holds a column (id, kind, name_ar, name_en, variants_ar, lat, lon, admin1-3, "
	 "population); repeatable"},
	{"kind", 0, OPTION_TEXT, FIELD(kind), "KIND", "import: kind of the rows that do not say theirs"},
	{"alternate-names", 0, OPTION_TEXT, FIELD(alternate_names), "FILE",
	 "import: GeoNames' table of alternate names, for a dump"},
	{"bbox", 0, OPTION_TEXT, FIELD(bbox), "W,S,E,N", "import: only what lies in this box, in degrees"},
	{"moved", 0, OPTION_FLAG, FIELD(moved), NULL, "import: take the file's positions for places that have moved"},
	{"names", 0, OPTION_FLAG, FIELD(names), NULL, "import: take spellings that known places lack"},
	{"same", 0, OPTION_COUNT, FIELD(near_m), "METRES",
	 "import: two positions at most this far apart are one (default 3000)"},
	{"reach", 0, OPTION_COUNT, FIELD(far_m), "METRES",
	 "import: a place of one name at most this far away has moved (default 15000)"},
	{"json", 0, OPTION_FLAG, FIELD(json), NULL, "check: print the findings as a JSON array; import: the report on all rows"},
	{"gazetteer", 0, OPTION_TEXT, FIELD(gazetteer), "FILE",
	 "import, export: compiled gazetteer (default: the installed one)"},
	{"overlay", 0, OPTION_LIST, FIELD(overlays), "FILE",
	 "import, export: places (.tsv) or areas (.geojson) of your own on top; repeatable"},
	OPTIONS_END,
};

const char *const gazetteer_examples[] = {
	"kharita gazetteer build gazetteer -o kharita.gaz",
	"compile the folder gazetteer/",
	"kharita gazetteer check gazetteer",
	"list what is wrong or doubtful in it",
	"kharita gazetteer import SY.txt --alternate-names alternateNames.txt -o mine.tsv",
	"what GeoNames has and the gazetteer lacks, as an overlay",
	"kharita gazetteer import syria.osm.pbf --bbox 37,33,42.4,37.4 -o mine.tsv",
	"the same of an OpenStreetMap extract",
	"kharita gazetteer import places.csv --map name_ar=Name,lat=Y,lon=X --kind village -o mine.tsv",
	"the same of a table of your own",
	"kharita map articles/ -o out --overlay mine.tsv --overlay mine.geojson",
	"use what was imported",
	"kharita gazetteer export places.gpkg",
	"all places as a layer; '-' is standard output",
	NULL,
};

bool gazetteer_export_needs_writer(const char *path, const struct gazetteer_options *o)
{
	return o->format ? strcmp(o->format, "gpkg") == 0
	                 : !o->tsv && !o->geojson && sv_ends(sv_cstr(path), SV(".gpkg"));
}
