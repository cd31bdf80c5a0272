"""QGIS's side of cartography.py; run with the system's Python (Debian: python3-qgis).

peer_qgis.py project FOLDER         a project FOLDER/points.qgz of points.shp, polygons.shp and lines.shp
peer_qgis.py layout PROJECT OUT.pdf  the project's first layout, or an A4 page with the map alone; prints the seconds,
                                     by the clock and of processor time, of exporting alone, without the program's start and the project's loading
peer_qgis.py tiles PROJECT OUT.mbtiles WEST,EAST,SOUTH,NORTH ZOOM ZOOM   QGIS's own algorithm of tiles; prints the seconds of it alone
"""
import os
import sys
import tempfile
import time

os.environ.setdefault('QT_QPA_PLATFORM', 'offscreen')
os.environ.setdefault('XDG_RUNTIME_DIR', tempfile.gettempdir())

from qgis.core import (QgsApplication, QgsCategorizedSymbolRenderer, QgsCoordinateReferenceSystem,  # noqa: E402
                       QgsCoordinateTransform, QgsLayoutExporter, QgsLayoutItemMap, QgsLayoutPoint, QgsLayoutSize,
                       QgsMarkerSymbol, QgsPrintLayout, QgsProject, QgsRectangle, QgsRendererCategory, QgsVectorLayer)

COLOURS = ('#c32b1d', '#f6962b', '#5e1742', '#3182b8', '#3fa98a', '#f3df56')


def project(folder):
    p = QgsProject.instance()
    for name in ('polygons', 'lines', 'points'):
        layer = QgsVectorLayer('%s/%s.shp' % (folder, name), name, 'ogr')
        if not layer.isValid():
            sys.exit('%s: no layer' % name)
        if name == 'points':
            layer.setRenderer(QgsCategorizedSymbolRenderer('kind', [
                QgsRendererCategory(i, QgsMarkerSymbol.createSimple({'color': c, 'size': '3.4'}), str(i)) for i, c in enumerate(COLOURS)]))
        p.addMapLayer(layer)
    p.setCrs(layer.crs())
    if not p.write(folder + '/points.qgz'):
        sys.exit('cannot write the project')


def bare_layout(p):
    layout = QgsPrintLayout(p)
    layout.initializeDefaults()
    item = QgsLayoutItemMap(layout)
    item.attemptMove(QgsLayoutPoint(10, 10))
    item.attemptResize(QgsLayoutSize(277, 190))
    layer = p.mapLayersByName('points')
    item.zoomToExtent((layer[0] if layer else next(iter(p.mapLayers().values()))).extent())
    layout.addLayoutItem(item)
    return layout


def layout(path, out):
    p = QgsProject.instance()
    if not p.read(path):
        sys.exit('cannot read the project')
    kept = p.layoutManager().printLayouts()
    page = kept[0] if kept else bare_layout(p)
    start, used = time.perf_counter(), time.process_time()
    result = QgsLayoutExporter(page).exportToPdf(out, QgsLayoutExporter.PdfExportSettings())
    if result != QgsLayoutExporter.Success:
        sys.exit('cannot export the layout')
    print('%.4f %.4f' % (time.perf_counter() - start, time.process_time() - used))


def tiles(path, out, extent, first, last):
    """In this process: qgis_process 3.22 crashes at its end. The algorithm takes the extent for one in the project's CRS."""
    sys.path.append('/usr/share/qgis/python/plugins')
    import processing
    from processing.core.Processing import Processing
    Processing.initialize()
    if not QgsProject.instance().read(path):
        sys.exit('cannot read the project')
    algorithms = [a.id() for p in QgsApplication.processingRegistry().providers() for a in p.algorithms()]
    name = next((a for a in ('native:tilesxyzmbtiles', 'qgis:tilesxyzmbtiles') if a in algorithms), None)
    if not name:
        sys.exit('this QGIS has no algorithm tilesxyzmbtiles')
    west, east, south, north = map(float, extent.split(','))
    here = QgsCoordinateTransform(QgsCoordinateReferenceSystem('EPSG:4326'), QgsProject.instance().crs(), QgsProject.instance())
    box = here.transformBoundingBox(QgsRectangle(west, south, east, north))
    start, used = time.perf_counter(), time.process_time()
    processing.run(name, {'EXTENT': '%f,%f,%f,%f [%s]' % (box.xMinimum(), box.xMaximum(), box.yMinimum(), box.yMaximum(),
                                                          QgsProject.instance().crs().authid()), 'ZOOM_MIN': int(first), 'ZOOM_MAX': int(last), 'DPI': 96,
                          'OUTPUT_FILE': out})
    print('%.4f %.4f' % (time.perf_counter() - start, time.process_time() - used))


if __name__ == '__main__':
    QgsApplication.setPrefixPath('/usr', True)
    app = QgsApplication([], False)
    app.initQgis()
    if sys.argv[1] == 'project':
        project(sys.argv[2])
    elif sys.argv[1] == 'tiles':
        tiles(*sys.argv[2:7])
    else:
        layout(*sys.argv[2:4])
    sys.stdout.flush()
    os._exit(0)
