#!/usr/bin/python3
"""An editing session in QGIS: opens the project of a folder of layers and corrects incidents and mentions through the
layers' own forms, as an analyst does.

Usage: qgis_review.py DIR EDITS.json     EDITS: [{"layer": ..., "where": {field: value}, "set": {field: value},
                                          "move": [lon, lat]}]; the first feature that fits is edited

Exit status 0: all edits were saved; 1: one was not (told on standard output); 77: no QGIS for Python.
"""
import json
import os
import pathlib
import sys
import tempfile

os.environ.setdefault('QT_QPA_PLATFORM', 'offscreen')
os.environ.setdefault('XDG_RUNTIME_DIR', tempfile.mkdtemp(prefix='kharita-qgis-'))
try:
    from qgis.core import (QgsApplication, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsGeometry, QgsPointXY,
                           QgsProject)
    from qgis.PyQt.QtCore import QDate, QVariant
except ImportError:
    sys.exit(77)


def layer_called(project, name):
    for layer in project.mapLayers().values():
        if layer.source().endswith('layername=' + name):
            return layer
    raise SystemExit('no layer ' + name)


def value_for(field, value):
    if value is None:
        return QVariant()
    if field.type() == QVariant.Date:
        return QDate.fromString(value, 'yyyy-MM-dd')
    return value


def choices(layer, name):
    """What the form's drop-down offers; None where it is free text."""
    widget = layer.editorWidgetSetup(layer.fields().indexOf(name))
    if widget.type() != 'ValueMap':
        return None
    return [v for entry in widget.config()['map'] for v in entry.values()]


def edit(project, e):
    layer = layer_called(project, e['layer'])
    fields = layer.fields()
    found = [f for f in layer.getFeatures() if all(f[k] == v for k, v in e['where'].items())]
    if not found:
        return 'nothing fits %s' % e['where']
    feature = found[0]
    if not layer.startEditing():
        return 'cannot edit ' + e['layer']
    for name, value in e.get('set', {}).items():
        at = fields.indexOf(name)
        if at < 0 or layer.editFormConfig().readOnly(at):
            return '%s cannot be edited' % name
        offered = choices(layer, name)
        if offered is not None and value is not None and value not in offered:
            return '%s is not offered for %s, but %s' % (value, name, offered)
        if not layer.changeAttributeValue(feature.id(), at, value_for(fields[at], value)):
            return 'cannot change ' + name
    if 'move' in e:
        to = QgsCoordinateTransform(QgsCoordinateReferenceSystem('EPSG:4326'), layer.crs(), project)
        point = to.transform(QgsPointXY(*e['move']))
        if not layer.changeGeometry(feature.id(), QgsGeometry.fromPointXY(point)):
            return 'cannot move the point'
    if not layer.commitChanges():
        return 'cannot save: %s' % layer.commitErrors()
    return None


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    edits = json.loads(pathlib.Path(sys.argv[2]).read_text(encoding='utf-8'))
    application = QgsApplication([], False)
    application.initQgis()
    project = QgsProject.instance()
    if not project.read(str(folder / 'kharita.qgz')):
        print('the project does not open')
        return 1
    failed = 0
    for e in edits:
        problem = edit(project, e)
        if problem:
            print(problem)
            failed = 1
    project.clear()
    return failed


if __name__ == '__main__':
    status = main()
    sys.stdout.flush()
    os._exit(status)  # QGIS's own clean-up order is not the test's subject
