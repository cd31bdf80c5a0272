# Web archives: pages among the records, with their address and date; packed and chunked bodies.
. "$(dirname "$0")/lib.sh"

python3 - <<'PY'
import gzip

def record(kind, url, body, content="application/http; msgtype=response"):
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-09-20T10:00:00Z\r\nContent-Type: {content}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body + b"\r\n\r\n"

def answer(url, body, head, status="200 OK"):
    return record("response", url, f"HTTP/1.1 {status}\r\n{head}\r\n\r\n".encode() + body)

def chunked(data):
    return b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (20, data[:20], len(data) - 20, data[20:])

# "attack in ash-Shula"; the second page tells its own date and address
page = '<!DOCTYPE html><html><head><title>هجوم في الشولا</title>%s</head><body><h1>هجوم في الشولا</h1><div class="entry-content"><p>شن مسلحون هجوماً على نقطة عسكرية في بلدة الشولا جنوب دير الزور.</p></div></body></html>'
plain = (page % "").encode()
dated = (page % '<meta property="article:published_time" content="2021-09-18"><link rel="canonical" href="https://x.example/own">').encode()
records = [
    record("warcinfo", "", b"software: x", "application/warc-fields"),
    record("request", "https://x.example/1", b"GET / HTTP/1.1\r\n\r\n"),
    answer("https://x.example/1", plain, "Content-Type: text/html; charset=utf-8"),
    answer("https://x.example/2", chunked(gzip.compress(dated)), "Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked"),
    answer("https://x.example/3", (page % "").encode("windows-1256"), "Content-Type: text/html; charset=windows-1256"),
    answer("https://x.example/404", plain, "Content-Type: text/html", "404 Not Found"),
    answer("https://x.example/i", b"\x89PNG", "Content-Type: image/png"),
    answer("https://x.example/br", b"xxxx", "Content-Type: text/html\r\nContent-Encoding: br"),
    record("conversion", "https://x.example/wet", "قتل عنصر في بلدة هجين.".encode(), "text/plain"),
]
open("plain.warc", "wb").write(b"".join(records))
open("packed", "wb").write(b"".join(gzip.compress(r) for r in records))
open("cut.warc", "wb").write(b"".join(records)[:-20])
open("odd.warc", "wb").write(records[2] + b"no record at all\r\n" + records[3])
PY
for input in plain.warc packed; do
	run read $input
	expect_status 1
	expect_lines 4
	expect_out '"path":"https://x.example/1","url":"https://x.example/1","title":"هجوم في الشولا","outlet":null,"published":"2021-09-20T10:00:00Z"'
	expect_out '"path":"https://x.example/2","url":"https://x.example/own"'
	expect_out '"published":"2021-09-18"'
	expect_out '"charset":"windows-1256"'
	expect_out '"path":"https://x.example/wet"'
	expect_err "rejected 'https://x.example/404': the server answered with status 404"
	expect_err "rejected 'https://x.example/br': its body is packed with 'br'"
	[ "$(grep -c rejected err)" -eq 2 ] || fail "more was rejected"
done
run read cut.warc
expect_status 1
expect_lines 3
expect_err "ends in the middle of a record"
run read odd.warc
expect_status 1
expect_lines 1
expect_err "the web archive is damaged"
