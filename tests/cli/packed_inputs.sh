# Packed files: what is in them is read as if it lay beside them; bombs and damage are refused, the rest goes on.
. "$(dirname "$0")/lib.sh"

mkdir -p in/deep
put_article in/a.txt
sed 's/الشولا/كباجب/' in/a.txt >in/deep/b.txt # another village
run read in
mv out plain
tar cf all.tar -C in .
gzip -k all.tar
bzip2 -k all.tar
xz -k all.tar
zstd -q all.tar
python3 -c '
import zipfile
with zipfile.ZipFile("all.zip", "w", zipfile.ZIP_DEFLATED) as z:
	z.write("in/a.txt", "a.txt")
	z.write("in/deep/b.txt", "deep/b.txt")
	z.writestr("photo.jpg", b"\xff\xd8\xff\xe0")
'
for packed in all.tar all.tar.gz all.tar.bz2 all.tar.xz all.tar.zst; do
	run read "$packed"
	expect_status 0
	[ "$(sort out | sed 's/"path":"[^"]*"//')" = "$(sort plain | sed 's/"path":"[^"]*"//')" ] || fail "$packed reads otherwise"
	expect_out "\"path\":\"$packed/./deep/b.txt\""
	cp "$packed" renamed.txt # told by content, never by name
	run read renamed.txt
	expect_lines 2
done
run read all.zip
expect_status 1
expect_lines 2
expect_err "rejected 'all.zip/photo.jpg': an image"
expect_out '"path":"all.zip/deep/b.txt"'

# A single packed file keeps its own name; metadata find files within archives by their names.
gzip -kc in/a.txt >a.txt.gz
printf 'source\tpublished\na.txt.gz\t2020-01-02\nb.txt\t2020-01-03\n' >meta.tsv
run extract --metadata meta.tsv a.txt.gz all.zip
expect_out '"source":"a.txt.gz"'
expect_out '"published":"2020-01-02"'
expect_out '"published":"2020-01-03"'

# Packed within each other, up to a depth.
cp a.txt.gz nest
for _ in 1 2 3 4 5 6; do
	python3 -c 'import sys, zipfile; z = zipfile.ZipFile("n.zip", "w"); z.write("nest"); z.close()'
	mv n.zip nest
done
run read nest --max-depth 9
expect_status 0
run read nest
expect_status 4
expect_err "raise --max-depth"

# Bombs: half a GiB of blanks, and too many files, are given up early; the good file behind them is read.
python3 - <<'PY'
import gzip, io, tarfile
with gzip.open("bomb.gz", "wb", compresslevel=9) as f:
    for _ in range(512):
        f.write(b" " * (1 << 20))
with tarfile.open("many.tar", "w") as t:
    for i in range(50):
        t.addfile(tarfile.TarInfo(f"{i}.txt"), io.BytesIO(b""))
PY
run read bomb.gz in/a.txt
expect_status 1
expect_lines 1
expect_err "rejected 'bomb.gz': unpacks to more than 200 times its size, its rest is left; raise --max-ratio"
run read bomb.gz in/a.txt --max-ratio 100000
expect_lines 1
expect_err "rejected 'bomb.gz': larger than 67108864 bytes; raise --max-article-bytes"
run read all.tar.gz --max-archive-bytes 100
expect_err "raise --max-archive-bytes"
run read many.tar in/a.txt --max-entries 10
expect_lines 1
expect_err "more than 10 files in it"

# Damage, and what no program can read.
head -c 150 all.tar.gz >cut.tar.gz
printf '\x1f\x8bgarbage that is no gzip at all' >bad.gz
printf 'Rar!\x1a\x07\x00' >x.rar
run read cut.tar.gz bad.gz x.rar in/a.txt
expect_status 1
expect_lines 1
expect_err "rejected 'cut.tar.gz"
expect_err "rejected 'bad.gz': damaged"
expect_err "rejected 'x.rar': a RAR archive; unpack it first"

# Links in an archive are not followed, whatever they point at.
ln -s /etc/passwd link
tar cf links.tar link in/a.txt
run read links.tar
expect_status 1
expect_lines 1
expect_err "rejected 'links.tar/link': a link or device"
