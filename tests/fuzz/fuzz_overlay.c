/* Fuzz target: the bytes as a user's own overlay, a table of places or GeoJSON (the last byte says which), on top of a
 * gazetteer. A failure changes nothing. */
#include "fuzz_engine.h"
#include "fuzz_folder.h"

static struct fuzz_gazetteer folder;

static void remove_folder(void)
{
	fuzz_gazetteer_close(&folder);
}

static void build_once(void)
{
	struct error e;
	if (folder.n)
		return;
	fuzz_gazetteer_open(&folder);
	atexit(remove_folder);
	check(gazetteer_build(folder.path, folder.out, NULL, &e) == OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gazetteer *g = NULL;
	struct error e = {.code = OK};
	build_once();
	bool areas = fuzz_choice(data, &size) % 2;
	const char *path = fuzz_file(data, size, areas ? ".geojson" : ".tsv");
	check(gazetteer_open(folder.out, &g, &e) == OK);
	size_t places = gazetteer_count(g);
	size_t geometries = gazetteer_geometry_count(g);
	if (gazetteer_overlay(g, path, &e) != OK) {
		check_error(&e);
		check(gazetteer_count(g) == places && gazetteer_geometry_count(g) == geometries);
	}
	fuzz_use(g);
	gazetteer_close(g);
	unlink(path);
	return 0;
}
