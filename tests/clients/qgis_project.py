#!/usr/bin/python3
"""Open a folder of layers as QGIS does: the project loads whole, the layers are what docs/output.md says, a render is no
blank sheet.

Usage: qgis_project.py DIR [PNG]      DIR holds kharita.qgz; PNG keeps the render

Exit status 0: all holds; 1: it does not (told on standard output); 77: no QGIS for Python.
"""
import json
import os
import pathlib
import shutil
import sys
import tempfile

os.environ.setdefault('QT_QPA_PLATFORM', 'offscreen')
os.environ.setdefault('XDG_RUNTIME_DIR', tempfile.mkdtemp(prefix='kharita-qgis-'))
try:
    from qgis.core import (Qgis, QgsApplication, QgsLayoutExporter, QgsLayoutItemScaleBar, QgsMapRendererParallelJob, QgsMapSettings, QgsProject, QgsRectangle,
                           QgsExpression, QgsExpressionContext, QgsExpressionContextUtils, QgsVectorLayer,
                           QgsVectorLayerTemporalProperties)
    from qgis.PyQt.QtCore import QSize, QVariant
    from qgis.PyQt.QtGui import QColor
except ImportError:
    sys.exit(77)

WIDTH, HEIGHT = 1600, 1200
CONTRACT = ('incidents', 'mentions', 'places', 'extents', 'routes')
TYPES = {
    'incidents': {'event_id': QVariant.String, 'event_date': QVariant.Date, 'date_start': QVariant.Date,
                  'date_end': QVariant.Date, 'fatalities': QVariant.LongLong, 'geo_precision': QVariant.Int,
                  'coordinate_uncertainty_m': QVariant.Double, 'background': QVariant.Bool, 'sources': QVariant.String,
                  'places': QVariant.String, 'corrected_date': QVariant.Date, 'review_status': QVariant.String},
    'mentions': {'start': QVariant.LongLong, 'confidence': QVariant.Double, 'review_status': QVariant.String},
    'places': {'mentions': QVariant.LongLong, 'first_date': QVariant.Date},
    'extents': {'area_km2': QVariant.Double},
    'routes': {'event_date': QVariant.Date},
}
failures = []


def expect(condition, *words):
    if not condition:
        failures.append(' '.join(str(w) for w in words))


def layer_called(project, name):
    """The project's layer of that table of the GeoPackage."""
    for layer in project.mapLayers().values():
        if layer.source().endswith('layername=' + name):
            return layer
    return None


def check_layers(project, folder):
    for layer in project.mapLayers().values():
        expect(layer.isValid(), 'invalid layer', layer.name(), layer.source())
    for name in CONTRACT:
        layer = layer_called(project, name)
        expect(layer is not None, 'no layer', name)
        if layer is None:
            continue
        features = json.loads((folder / (name + '.geojson')).read_text(encoding='utf-8'))['features']
        expect(layer.featureCount() == len(features), name, 'has', layer.featureCount(), 'features, GeoJSON', len(features))
        fields = {f.name(): f.type() for f in layer.fields()}
        expect(not features or set(features[0]['properties']) <= set(fields), name, 'lacks fields of the GeoJSON')
        for field, kind in TYPES[name].items():
            expect(fields.get(field) == kind, name, field, 'is of type', fields.get(field), 'not', kind)
        located = sum(1 for f in layer.getFeatures() if f.hasGeometry())
        expect(located == sum(1 for f in features if f['geometry']), name, 'has other geometries than the GeoJSON')
        expect(layer.renderer().type() != 'nullSymbol', name, 'has no symbols')
        expect(layer.attributeAlias(0 + layer.fields().indexOf(next(iter(TYPES[name])))), name, 'has no aliases')


def check_time(project):
    layer = layer_called(project, 'incidents')
    time = layer.temporalProperties()
    expect(time.isActive(), 'incidents have no time')
    expect(time.mode() == QgsVectorLayerTemporalProperties.ModeFeatureDateTimeInstantFromField, 'mode of time', time.mode())
    expect(time.startField() == 'event_date', 'time comes from', time.startField())


def check_form(project):
    layer = layer_called(project, 'incidents')
    fields = layer.fields()
    form = layer.editFormConfig()
    expect(layer.editorWidgetSetup(fields.indexOf('review_status')).type() == 'ValueMap', 'review_status has no list of values')
    expect(form.readOnly(fields.indexOf('evidence')), 'evidence can be edited')
    expect(not form.readOnly(fields.indexOf('review_note')), 'review_note cannot be edited')


def check_map_tips(project):
    """Every map tip evaluates for every feature, and the evidence is in it."""
    for name in ('incidents', 'mentions', 'places'):
        layer = layer_called(project, name)
        expect(layer.mapTipTemplate(), name, 'has no map tip')
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
        for feature in layer.getFeatures():
            context.setFeature(feature)
            text = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
            expect('[%' not in text, name, 'map tip is not evaluated:', text[:200])
            for piece in ('<b></b>', ': </b> <br>', '%]'):
                expect(piece not in text, name, 'map tip has an empty piece:', text[:300])
            if name == 'incidents':
                expect(feature['evidence'].replace('&', '&amp;').replace('<', '&lt;') in text, 'no evidence in', text[:200])


def check_layouts(project, folder):
    """Two sheets that print: map, legend, scale bar of that map; bookmarks of the governorates; a style beside each GeoJSON."""
    layouts = {layout.name(): layout for layout in project.layoutManager().layouts()}
    expect(set(layouts) == {'A4', 'A3'}, 'layouts are', sorted(layouts))
    for layout in layouts.values():
        kinds = {type(item).__name__ for item in layout.items()}
        expect({'QgsLayoutItemMap', 'QgsLayoutItemLegend', 'QgsLayoutItemScaleBar', 'QgsLayoutItemLabel'} <= kinds, layout.name(), 'lacks items:', kinds)
        settings = QgsLayoutExporter.ImageExportSettings()
        settings.dpi = 40
        with tempfile.TemporaryDirectory() as scratch:
            done = QgsLayoutExporter(layout).exportToImage(scratch + '/sheet.png', settings)
            expect(done == QgsLayoutExporter.Success and os.path.getsize(scratch + '/sheet.png') > 5000, layout.name(), 'does not print')
        for item in layout.items():
            if isinstance(item, QgsLayoutItemScaleBar):
                expect(item.linkedMap() is not None, layout.name(), 'has a scale bar of no map')
    expect(project.bookmarkManager().bookmarks(), 'no bookmarks')
    for name in CONTRACT:
        layer = QgsVectorLayer(str(folder / (name + '.geojson')), name, 'ogr')
        expect(layer.isValid() and (folder / (name + '.qml')).exists(), name, 'has no .qml')
        if name == 'incidents':
            expect(layer.renderer().type() == 'pointDisplacement', 'incidents.geojson opens as', layer.renderer().type())


def check_default_styles(folder):
    """Dragged alone out of the GeoPackage, a layer has its style too."""
    for name in CONTRACT:
        layer = QgsVectorLayer('%s|layername=%s' % (folder / 'kharita.gpkg', name), name, 'ogr')
        message, loaded = layer.loadDefaultStyle()
        expect(loaded, name, 'has no default style:', message)
        if name == 'incidents':
            expect(layer.renderer().type() == 'pointDisplacement', 'default style of incidents is', layer.renderer().type())


def render(project, extent, png):
    settings = QgsMapSettings()
    root = project.layerTreeRoot()
    settings.setLayers([n.layer() for n in root.findLayers() if n.isVisible() and n.layer() and n.layer().isSpatial()])
    settings.setDestinationCrs(project.crs())
    settings.setTransformContext(project.transformContext())
    settings.setBackgroundColor(project.backgroundColor())
    settings.setOutputSize(QSize(WIDTH, HEIGHT))
    settings.setOutputDpi(144)
    settings.setExtent(extent)
    settings.setEllipsoid(project.ellipsoid())
    context = QgsExpressionContext()
    context.appendScope(QgsExpressionContextUtils.globalScope())
    context.appendScope(QgsExpressionContextUtils.projectScope(project))
    context.appendScope(QgsExpressionContextUtils.mapSettingsScope(settings))
    settings.setExpressionContext(context)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    for error in job.errors():
        failures.append('render: %s: %s' % (error.layerID, error.message))
    image = job.renderedImage().copy()
    if png:
        image.save(str(png))
    return image


def check_render(project, png):
    extent = QgsRectangle(project.viewSettings().defaultViewExtent())
    expect(not extent.isEmpty(), 'the project opens on nothing')
    image = render(project, extent, png)
    colours = {image.pixel(x, y) for x in range(0, WIDTH, 2) for y in range(0, HEIGHT, 2)}
    expect(len(colours) > 200, 'the render has only', len(colours), 'colours')
    # Without the incidents it is another picture: they are on top and are drawn.
    root = project.layerTreeRoot()
    layer = layer_called(project, 'incidents')
    if any(f.hasGeometry() for f in layer.getFeatures()):
        root.findLayer(layer.id()).setItemVisibilityChecked(False)
        expect(render(project, extent, None) != image, 'incidents leave no mark on the map')
        root.findLayer(layer.id()).setItemVisibilityChecked(True)


def check_moved(folder):
    """Paths are relative: the folder works elsewhere."""
    with tempfile.TemporaryDirectory() as other:
        moved = pathlib.Path(other) / 'moved'
        shutil.copytree(folder, moved)
        project = QgsProject()
        expect(project.read(str(moved / 'kharita.qgz')), 'the moved project does not open')
        for layer in project.mapLayers().values():
            expect(layer.isValid() and str(moved) in layer.source(), 'after moving:', layer.name(), layer.source())
        project.clear()


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    png = sys.argv[2] if len(sys.argv) > 2 else None
    application = QgsApplication([], False)
    application.initQgis()
    messages = []
    QgsApplication.messageLog().messageReceived[str, str, Qgis.MessageLevel].connect(
        lambda text, tag, level: messages.append('%s: %s' % (tag, text)) if level >= Qgis.Warning else None)
    project = QgsProject.instance()
    expect(project.read(str(folder / 'kharita.qgz')), 'the project does not open:', project.error())
    expect(project.crs().authid() == 'EPSG:3857', 'the project is in', project.crs().authid())
    expect(project.title(), 'the project has no title')
    if not failures:
        check_layers(project, folder)
        check_time(project)
        check_form(project)
        check_map_tips(project)
        check_default_styles(folder)
        check_layouts(project, folder)
        check_render(project, png)
        check_moved(folder)
    for message in messages:
        failures.append('QGIS warns: ' + message)
    for line in failures:
        print(line)
    print('%d layers, %d failures' % (len(project.mapLayers()), len(failures)))
    project.clear()
    return 1 if failures else 0


if __name__ == '__main__':
    status = main()
    sys.stdout.flush()
    os._exit(status)  # QGIS's own clean-up order is not the test's subject
