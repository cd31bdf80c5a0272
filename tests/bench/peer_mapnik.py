"""Mapnik's side of cartography.py; run with a Python that has it (Debian: python3-mapnik).

peer_mapnik.py tiles FOLDER OUT.sqlite TILES.txt PART PARTS LABELS   tiles z/x/y of TILES.txt, in metatiles, as png8
peer_mapnik.py bytes FILE.mbtiles                                     bytes of its tiles as mapnik's png8 writes the same pictures
peer_mapnik.py map FOLDER OUT.png WIDTH HEIGHT WEST SOUTH EAST NORTH  one bare map with names

FOLDER holds points.shp, polygons.shp and lines.shp in EPSG:3857, which mapnik reads fastest. PART of PARTS says which
metatiles this process draws.
"""
import math
import sqlite3
import sys

import mapnik

EARTH_M = 20037508.342789244
METATILE, TILE, BUFFER = 8, 256, 128
LABELS_FROM_ZOOM_8 = 3000000  # as ours: a scale denominator between those of zoom 7 and 8
COLOURS = ('#c32b1d', '#f6962b', '#5e1742', '#3182b8', '#3fa98a', '#f3df56')


def style_xml(labels, unit):
    """Six colours of round markers with an outline, areas with one, plain lines: no more than the simplest of ours."""
    points = ''.join('<Rule><Filter>[kind] = %d</Filter><MarkersSymbolizer width="%g" height="%g" fill="%s" stroke="#262626"'
                     ' stroke-width="%g" allow-overlap="true" ignore-placement="true"/></Rule>' %
                     (i, 12 * unit, 12 * unit, colour, 0.7 * unit) for i, colour in enumerate(COLOURS))
    names = ('<Style name="names"><Rule><MaxScaleDenominator>%d</MaxScaleDenominator><TextSymbolizer'
             ' face-name="Noto Sans Arabic Regular" size="%g" fill="#262626" halo-fill="#ffffff" halo-radius="%g" dy="%g"'
             ' placement="point">[name]</TextSymbolizer></Rule></Style>' %
             (LABELS_FROM_ZOOM_8 if unit == 1 else 10 ** 9, 9.5 * unit, 1.2 * unit, 9 * unit)) if labels else ''
    return ('<Map srs="epsg:3857"><Style name="polygons"><Rule><PolygonSymbolizer fill="#5b4b8a" fill-opacity="0.15"/>'
            '<LineSymbolizer stroke="#5b4b8a" stroke-width="%g"/></Rule></Style>'
            '<Style name="lines"><Rule><LineSymbolizer stroke="#8a1c5c" stroke-width="%g"/></Rule></Style>'
            '<Style name="points">%s</Style>%s</Map>' % (0.8 * unit, 2.5 * unit, points, names))


def make_map(folder, width, height, labels, unit=1.0):
    m = mapnik.Map(width, height)
    mapnik.load_map_from_string(m, style_xml(labels, unit))
    for name in ('polygons', 'lines', 'points'):
        layer = mapnik.Layer(name, 'epsg:3857')
        layer.datasource = mapnik.Shapefile(file='%s/%s' % (folder, name), encoding='utf-8')
        layer.styles.append(name)
        if name == 'points' and labels:
            layer.styles.append('names')
        m.layers.append(layer)
    return m


def tiles(folder, out, listed, part, parts, labels):
    mapnik.register_fonts('/usr/share/fonts/truetype/noto')
    groups = {}
    with open(listed, encoding='ascii') as lines:
        for line in lines:
            z, x, y = map(int, line.split())
            groups.setdefault((z, x // METATILE, y // METATILE), []).append((x, y))
    db = sqlite3.connect(out)
    db.execute('PRAGMA synchronous=OFF')
    db.execute('create table tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)')
    m = make_map(folder, TILE, TILE, labels)
    m.buffer_size = BUFFER
    m.background = mapnik.Color(0, 0, 0, 0)
    for i, ((z, gx, gy), members) in enumerate(sorted(groups.items())):
        if i % parts != part:
            continue
        n = min(METATILE, 1 << z)
        span = 2 * EARTH_M / (1 << z)
        m.resize(n * TILE, n * TILE)
        west, north = gx * METATILE * span - EARTH_M, EARTH_M - gy * METATILE * span
        m.zoom_to_box(mapnik.Box2d(west, north - n * span, west + n * span, north))
        image = mapnik.Image(n * TILE, n * TILE)
        mapnik.render(m, image)
        for x, y in members:
            view = image.view((x - gx * METATILE) * TILE, (y - gy * METATILE) * TILE, TILE, TILE)
            db.execute('insert into tiles values (?,?,?,?)', (z, x, (1 << z) - 1 - y, view.tostring('png8')))
    db.commit()


def one_map(folder, out, width, height, west, south, east, north):
    mapnik.register_fonts('/usr/share/fonts/truetype/noto')
    m = make_map(folder, width, height, True, 300 / 72 * 0.75)
    m.background = mapnik.Color('#f5f2ea')

    def mercator(lon, lat):
        return lon * EARTH_M / 180, math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / math.pi * EARTH_M
    m.zoom_to_box(mapnik.Box2d(*mercator(west, south), *mercator(east, north)))
    image = mapnik.Image(width, height)
    mapnik.render(m, image)
    image.save(out, 'png')


def encoded_bytes(path):
    rows = sqlite3.connect(path).execute('select tile_data from tiles')
    print(sum(len(mapnik.Image.fromstring(data).tostring('png8')) for data, in rows))


if __name__ == '__main__':
    if sys.argv[1] == 'bytes':
        encoded_bytes(sys.argv[2])
        sys.exit()
    if sys.argv[1] == 'tiles':
        tiles(sys.argv[2], sys.argv[3], sys.argv[4], int(sys.argv[5]), int(sys.argv[6]), sys.argv[7] == 'labels')
    else:
        one_map(sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]), *map(float, sys.argv[6:10]))
