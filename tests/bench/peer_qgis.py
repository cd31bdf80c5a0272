"""QGIS's side of cartography.py; run with the system's Python (Debian: python3-qgis).

peer_qgis.py project FOLDER         a project FOLDER/points.qgz of points.shp, polygons.shp and lines.shp
peer_qgis.py layout PROJECT OUT.pdf  the project's first layout, or an A4 page with the map alone; prints the seconds,
                                     by the clock and of processor time, of exporting alone, without the program's start and the project's loading
"""
import os
import sys
import tempfile
import time

os.environ.setdefault('QT_QPA_PLATFORM', 'offscreen')
os.environ.setdefault('XDG_RUNTIME_DIR', tempfile.gettempdir())

from qgis.core import (QgsApplication, QgsCategorizedSymbolRenderer, QgsLayoutExporter, QgsLayoutItemMap, QgsLayoutPoint,  # noqa: E402
                       QgsLayoutSize, QgsMarkerSymbol, QgsPrintLayout, QgsProject, QgsRendererCategory, QgsVectorLayer)

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


if __name__ == '__main__':
    QgsApplication.setPrefixPath('/usr', True)
    app = QgsApplication([], False)
    app.initQgis()
    if sys.argv[1] == 'project':
        project(sys.argv[2])
    else:
        layout(*sys.argv[2:4])
    sys.stdout.flush()
    os._exit(0)
