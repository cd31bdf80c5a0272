#!/usr/bin/python3
"""QGIS draws each event's symbol as tiles and report maps do.

Usage: qgis_symbols.py DIR UNIT_SYMBOL      DIR: layers with kharita.gpkg; UNIT_SYMBOL: the built tests/unit/write/symbol_test

Each symbol of the style that kharita.gpkg holds is drawn by QGIS at the size of the pictures that UNIT_SYMBOL writes, for an incident
with one killed, sure and exact. Shapes have to overlap by 0.97, the colours in the middle to be equal. Exit status 0: all holds;
1: it does not (told on standard output); 77: no QGIS for Python.
"""
import os
import subprocess
import sys
import tempfile

os.environ.setdefault('QT_QPA_PLATFORM', 'offscreen')
os.environ.setdefault('XDG_RUNTIME_DIR', tempfile.gettempdir())
try:
    from qgis.core import (QgsApplication, QgsFeature, QgsGeometry, QgsPointXY, QgsRenderContext, QgsVectorLayer)
    from qgis.PyQt.QtCore import QPointF
    from qgis.PyQt.QtGui import QColor, QImage, QPainter
except ImportError:
    sys.exit(77)

SIDE, UNIT, OVERLAP = 256, 24.0, 0.97
EVENTS = ('Battles', 'Explosions/Remote violence', 'Violence against civilians', 'Strategic developments', 'Protests', 'Riots')
WHITE = 0xffffff


def pixels(image):
    return [[image.pixel(x, y) & WHITE for x in range(SIDE)] for y in range(SIDE)]


def draw(renderer, layer, event_type):
    """The symbol alone, one killed, drawn in the middle of a white sheet of UNIT pixels a millimetre."""
    image = QImage(SIDE, SIDE, QImage.Format_ARGB32)
    image.fill(QColor('white'))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.Antialiasing)
    context = QgsRenderContext.fromQPainter(painter)
    context.setScaleFactor(UNIT)
    feature = QgsFeature(layer.fields())
    for name, value in (('event_type', event_type), ('fatalities', 1), ('confidence', 0.9), ('geo_precision', 1), ('background', False),
                        ('review_status', 'unreviewed')):
        feature.setAttribute(name, value)
    feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(40, 35)))
    context.expressionContext().appendScopes([])
    context.expressionContext().setFeature(feature)
    context.expressionContext().setFields(layer.fields())
    renderer.startRender(context, layer.fields())
    symbol = renderer.symbolForFeature(feature, context)
    found = symbol is not None
    if found:
        symbol = symbol.clone()
        symbol.startRender(context, layer.fields())
        symbol.renderPoint(QPointF(SIDE / 2, SIDE / 2), feature, context)
        symbol.stopRender(context)
    renderer.stopRender(context)
    painter.end()
    return pixels(image) if found else None


def overlap(a, b):
    # The halo is nearly as white as the sheet: what is darker belongs to the shape.
    def inside(p):
        return min(p >> 16, p >> 8 & 255, p & 255) < 245
    either = both = 0
    for row_a, row_b in zip(a, b):
        for p, q in zip(row_a, row_b):
            p, q = inside(p), inside(q)
            either += p or q
            both += p and q
    return both / either if either else 0


def main():
    folder, unit_symbol = sys.argv[1:3]
    layer = QgsVectorLayer(os.path.join(folder, 'kharita.gpkg') + '|layername=incidents', 'incidents', 'ogr')
    if not layer.isValid():
        print('no layer of incidents')
        return 1
    outer = layer.renderer()
    renderer = outer.embeddedRenderer() if hasattr(outer, 'embeddedRenderer') else outer
    wrong = 0
    with tempfile.TemporaryDirectory() as pictures:
        subprocess.run([unit_symbol, '--pictures', pictures], check=True)
        for i, event in enumerate(EVENTS):
            ours = pixels(QImage(os.path.join(pictures, '%d.png' % i)))
            theirs = draw(renderer.clone(), layer, event)
            if theirs is None:
                print('QGIS draws no symbol for', event)
                wrong += 1
                continue
            share, middle = overlap(ours, theirs), (ours[SIDE // 2][SIDE // 2], theirs[SIDE // 2][SIDE // 2])
            print('%-28s overlap %.3f, middle #%06x #%06x' % (event, share, *middle))
            if share < OVERLAP or middle[0] != middle[1] or middle[0] == WHITE:
                wrong += 1
    return 1 if wrong else 0


QgsApplication.setPrefixPath('/usr', True)
app = QgsApplication([], False)
app.initQgis()
status = main()
sys.stdout.flush()
os._exit(status)
