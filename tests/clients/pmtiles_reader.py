"""A PMTiles file as the format's own Python reader sees it: every tile is that of the MBTiles file. Ends with 77 without the
reader (run.sh installs it into .venv)."""
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    from pmtiles.reader import MmapSource, Reader
except ImportError:
    sys.exit(77)

program, layers = sys.argv[1], sys.argv[2]
with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "incidents.pmtiles"
    subprocess.run([program, "tiles", "-q", layers, "-o", str(path)], check=True)
    database = sqlite3.connect(Path(layers) / "incidents.mbtiles")
    with path.open("rb") as file:
        reader = Reader(MmapSource(file))
        header, metadata = reader.header(), reader.metadata()
        assert (header["min_zoom"], header["max_zoom"]) == (5, 11)
        assert metadata["name"] and metadata["attribution"] and metadata["description"]
        n = 0
        for z, x, row, png in database.execute("SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles"):
            assert reader.get(z, x, 2**z - 1 - row) == png, f"tile {z}/{x}/{2 ** z - 1 - row} differs"
            n += 1
        assert n == header["addressed_tiles_count"]
        assert reader.get(11, 0, 0) is None
print(f"the PMTiles reader agrees on {n} tiles")
