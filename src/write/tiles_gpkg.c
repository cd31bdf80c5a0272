/* Tiles as a GeoPackage 1.3 tile matrix set: the table "incidents" in EPSG:3857, rows counted from the north. */
#include "write/tiles_sink.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define WORLD_HALF_M 20037508.342789244

struct gpkg_sink {
	struct tile_sink sink;
	sqlite3 *db;
	sqlite3_stmt *add;
	char *path, *temporary;
	bool committed;
};

static const char schema[] =
	"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;"
	"PRAGMA application_id=0x47504B47; PRAGMA user_version=10300;"
	"BEGIN;"
	"CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,"
	" organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);"
	"INSERT INTO gpkg_spatial_ref_sys VALUES"
	" ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined cartesian coordinate reference system'),"
	" ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),"
	" ('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,"
	"298.257223563,AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM[\"Greenwich\",0],"
	"UNIT[\"degree\",0.0174532925199433],AUTHORITY[\"EPSG\",\"4326\"]]', 'longitude/latitude on WGS 84'),"
	" ('WGS 84 / Pseudo-Mercator', 3857, 'EPSG', 3857, 'PROJCS[\"WGS 84 / Pseudo-Mercator\",GEOGCS[\"WGS 84\","
	"DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563]],PRIMEM[\"Greenwich\",0],"
	"UNIT[\"degree\",0.0174532925199433],AUTHORITY[\"EPSG\",\"4326\"]],PROJECTION[\"Mercator_1SP\"],"
	"PARAMETER[\"central_meridian\",0],PARAMETER[\"scale_factor\",1],PARAMETER[\"false_easting\",0],"
	"PARAMETER[\"false_northing\",0],UNIT[\"metre\",1],AXIS[\"Easting\",EAST],AXIS[\"Northing\",NORTH],"
	"EXTENSION[\"PROJ4\",\"+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m"
	" +nadgrids=@null +wktext +no_defs\"],AUTHORITY[\"EPSG\",\"3857\"]]', 'web maps');"
	"CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,"
	" description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,"
	" srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id));"
	"CREATE TABLE gpkg_tile_matrix_set (table_name TEXT NOT NULL PRIMARY KEY REFERENCES gpkg_contents(table_name),"
	" srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys(srs_id), min_x DOUBLE NOT NULL, min_y DOUBLE NOT NULL,"
	" max_x DOUBLE NOT NULL, max_y DOUBLE NOT NULL);"
	"CREATE TABLE gpkg_tile_matrix (table_name TEXT NOT NULL REFERENCES gpkg_contents(table_name), zoom_level INTEGER NOT NULL,"
	" matrix_width INTEGER NOT NULL, matrix_height INTEGER NOT NULL, tile_width INTEGER NOT NULL, tile_height INTEGER NOT NULL,"
	" pixel_x_size DOUBLE NOT NULL, pixel_y_size DOUBLE NOT NULL, PRIMARY KEY (table_name, zoom_level));"
	"CREATE TABLE incidents (id INTEGER PRIMARY KEY AUTOINCREMENT, zoom_level INTEGER NOT NULL,"
	" tile_column INTEGER NOT NULL, tile_row INTEGER NOT NULL, tile_data BLOB NOT NULL,"
	" UNIQUE (zoom_level, tile_column, tile_row));";

static enum err refuse(const struct gpkg_sink *s, struct error *e)
{
	return error_set(e, ERR_IO, "cannot write tiles to '%s': %s", s->path, sqlite3_errmsg(s->db));
}

static enum err put(struct tile_sink *sink, const struct tile_picture *p, bool *is_new, struct error *e)
{
	struct gpkg_sink *s = (struct gpkg_sink *)sink;
	sqlite3_bind_int64(s->add, 1, p->tile.z);
	sqlite3_bind_int64(s->add, 2, p->tile.x);
	sqlite3_bind_int64(s->add, 3, p->tile.y);
	sqlite3_bind_blob64(s->add, 4, p->png.ptr, p->png.len, SQLITE_STATIC);
	*is_new = true;
	int result = sqlite3_step(s->add);
	return sqlite3_reset(s->add) == SQLITE_OK && result == SQLITE_DONE ? OK : refuse(s, e);
}

static void close_database(struct gpkg_sink *s)
{
	sqlite3_finalize(s->add);
	sqlite3_close(s->db);
	s->add = NULL;
	s->db = NULL;
}

static enum err commit(struct tile_sink *sink, struct error *e)
{
	struct gpkg_sink *s = (struct gpkg_sink *)sink;
	if (sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
		return refuse(s, e);
	close_database(s);
	if (rename(s->temporary, s->path) != 0)
		return error_errno(e, ERR_IO, "cannot rename '%s'", s->temporary);
	s->committed = true;
	return OK;
}

static void close_sink(struct tile_sink *sink)
{
	struct gpkg_sink *s = (struct gpkg_sink *)sink;
	close_database(s);
	if (!s->committed && s->temporary)
		(void)unlink(s->temporary);
	free(s->path);
	free(s->temporary);
	free(s);
}

static enum err run(struct gpkg_sink *s, char *sql, struct error *e)
{
	enum err result = sql && sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK ? OK : refuse(s, e);
	sqlite3_free(sql);
	return result;
}

static enum err describe(struct gpkg_sink *s, const struct tileset_info *i, struct error *e)
{
	struct xy low = geo_to_mercator(i->south_west), high = geo_to_mercator(i->north_east);
	enum err result = run(s, sqlite3_mprintf(
		"INSERT INTO gpkg_contents VALUES ('incidents', 'tiles', %Q, %Q, '%.10sT00:00:00.000Z', %.3f, %.3f, %.3f, %.3f, 3857);"
		"INSERT INTO gpkg_tile_matrix_set VALUES ('incidents', 3857, %.9f, %.9f, %.9f, %.9f);",
		i->name, i->description, i->day, low.x_m, low.y_m, high.x_m, high.y_m, -WORLD_HALF_M, -WORLD_HALF_M, WORLD_HALF_M,
		WORLD_HALF_M), e);
	for (unsigned z = i->min_zoom; result == OK && z <= i->max_zoom; z++) {
		unsigned n = 1u << z;
		double pixel = 2.0 * WORLD_HALF_M / n / i->tile_px;
		result = run(s, sqlite3_mprintf("INSERT INTO gpkg_tile_matrix VALUES ('incidents', %u, %u, %u, %u, %u, %.17g, %.17g)",
		                                z, n, n, i->tile_px, i->tile_px, pixel, pixel), e);
	}
	return result;
}

enum err tile_sink_gpkg(const char *path, const struct tileset_info *info, struct tile_sink **out, struct error *e)
{
	struct gpkg_sink *s = calloc(1, sizeof *s);
	size_t n = strlen(path) + 6;
	if (s) {
		s->sink = (struct tile_sink){.put = put, .commit = commit, .close = close_sink};
		s->path = malloc(n);
		s->temporary = malloc(n);
	}
	if (!s || !s->path || !s->temporary) {
		if (s)
			close_sink(&s->sink);
		return error_set(e, ERR_NOMEM, "no memory for tiles");
	}
	(void)snprintf(s->path, n, "%s", path);
	(void)snprintf(s->temporary, n, "%s.part", path);
	(void)unlink(s->temporary);
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
	enum err result = sqlite3_open_v2(s->temporary, &s->db, flags, NULL) == SQLITE_OK &&
	                  sqlite3_exec(s->db, schema, NULL, NULL, NULL) == SQLITE_OK &&
	                  sqlite3_prepare_v2(s->db, "INSERT INTO incidents (zoom_level, tile_column, tile_row, tile_data)"
	                                     " VALUES (?1, ?2, ?3, ?4)", -1, &s->add, NULL) == SQLITE_OK
	                  ? OK : refuse(s, e);
	if (result == OK)
		result = describe(s, info, e);
	if (result != OK) {
		close_sink(&s->sink);
		return result;
	}
	*out = &s->sink;
	return OK;
}
