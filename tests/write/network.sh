# No command touches a network: each runs under a filter that kills it at its first socket, whatever its input names.
. "$(dirname "$0")/../cli/lib.sh"
guard=$(dirname "$KHARITA")/no_network

"$guard" true
[ $? -ne 77 ] || exit 77
# The guard bites: a program that opens a socket dies of it, in a child of the command, too.
{ "$guard" python3 -c 'import socket; socket.socket()' >out; } 2>err
status=$?
[ $status -eq 159 ] || fail "a socket is let through"
"$guard" bash -c 'python3 -c "import socket; socket.socket()"; [ $? -eq 159 ]' >out 2>err || fail "a child's socket is let through"

offline() {
	"$guard" "$KHARITA" "$@" >out 2>err
	status=$?
	[ $status -lt 100 ] || fail "'kharita $*' reaches for a network"
}
offline map "$articles" --metadata "$metadata" -o layers --export acled,ged --crs EPSG:32637
expect_status 0
offline tiles layers -o tiles.pmtiles
expect_status 0
offline tiles layers -o cog.tif
expect_status 0
offline poster layers -o map.svg --table
expect_status 0
offline layers layers/results.ndjson -o again --language en
expect_status 0
offline explain "$articles/01_convoy_kabajib.txt"
offline lookup --near 35.3,40.1 "دير الزور"
offline gazetteer check "$SOURCE_DIR/gazetteer"
for file in SY.txt extract.osm extract.osm.pbf cod_adm2.geojson own.csv; do
	offline gazetteer import -q --kind village "$SOURCE_DIR/tests/data/import/$file" -o mine.tsv
done

# Inputs that name something out there: entities, schemas, pictures, frames, other files.
cat >page.html <<'END'
<!DOCTYPE html SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]><html><head>
<link rel="stylesheet" href="http://127.0.0.1:9/a.css"><script src="http://127.0.0.1:9/a.js"></script>
<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/"><base href="http://127.0.0.1:9/"></head>
<body><iframe src="http://127.0.0.1:9/"></iframe><img src="http://127.0.0.1:9/a.png"><h1>هجوم في الشولا</h1>
<div class="entry-content"><p>شن مسلحون هجوماً على نقطة عسكرية في بلدة الشولا جنوب دير الزور. &x;</p></div></body></html>
END
cat >feed.xml <<'END'
<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>
<rss><channel><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="http://127.0.0.1:9/i.xml"/><item>
<title>هجوم</title><link>http://127.0.0.1:9/1</link><description>قتل عنصران في بلدة الشولا جنوب دير الزور. &x;</description></item>
</channel></rss>
END
sed -e 's/ \[<!ENTITY[^]]*\]//' -e 's/&x;//' feed.xml >plain.xml
offline map page.html feed.xml plain.xml -o pages --no-tiles --no-map
expect_status 1
expect_err "rejected 'feed.xml'"
expect_err "2 articles, 1 rejected"
# Somebody's "table of places" that is a pointer to other data.
cat >vrt.csv <<'END'
<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>/vsicurl/http://127.0.0.1:9/a.geojson</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>
END
cat >wfs.geojson <<'END'
<OGRWFSDataSource><URL>http://127.0.0.1:9/wfs</URL></OGRWFSDataSource>
END
cat >schema.gml <<'END'
<?xml version="1.0"?><ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/" xmlns:gml="http://www.opengis.net/gml"
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://ogr.maptools.org/ http://127.0.0.1:9/a.xsd">
<gml:featureMember><ogr:a fid="1"><ogr:name>الشولا</ogr:name><ogr:g><gml:Point><gml:coordinates>40,35</gml:coordinates></gml:Point></ogr:g></ogr:a></gml:featureMember></ogr:FeatureCollection>
END
for file in vrt.csv wfs.geojson schema.gml http://127.0.0.1:9/a.geojson /vsicurl/http://127.0.0.1:9/a.geojson; do
	offline gazetteer import -q --kind village "$file" -o mine.tsv
done
