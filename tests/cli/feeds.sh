# RSS and Atom: an article an item; no entity of a feed's own, nothing fetched.
. "$(dirname "$0")/lib.sh"

cat >rss <<'X'
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>شبكة الضفة</title>
<item><title>هجوم &#8211; أول</title><link>https://x.example/1</link><pubDate>Sat, 18 Sep 2021 23:10:00 +0300</pubDate><description>ملخص لا غير</description>
<content:encoded><![CDATA[<p>شن مسلحون هجوماً على نقطة في بلدة الشولا.</p><ul class="share"><li>شارك</li></ul><p>وقتل عنصران.</p>]]></content:encoded></item>
<item><title>ثان</title><guid>https://x.example/2</guid><dc:date>2021-09-19</dc:date><description>قتل عنصر في بادية السخنة&nbsp;شرقي حمص.</description></item>
<item><title>بلا نص</title><link>https://x.example/3</link></item></channel></rss>
X
run read rss
expect_status 1
expect_lines 2
expect_out '"title":"هجوم – أول"'
expect_out '"published":"2021-09-18T23:10:00+03:00"'
expect_out '"text":"شن مسلحون هجوماً على نقطة في بلدة الشولا.\n\nوقتل عنصران."'
expect_out '"outlet":"شبكة الضفة"'
expect_out '"url":"https://x.example/2"'
expect_out "\"text\":\"قتل عنصر في بادية السخنة$(printf '\xc2\xa0')شرقي حمص.\""
expect_err "rejected 'https://x.example/3': an item without a text"

cat >atom <<'X'
<feed xmlns="http://www.w3.org/2005/Atom"><title>مرصد</title><entry><title>خبر</title><link rel="self" href="https://x.example/self"/><link href="https://x.example/a1"/>
<updated>2023-01-02T03:04:05Z</updated><published>2022-01-02T03:04:05Z</published><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>انفجار لغم في <b>بادية</b> التبني.</p></div></content></entry></feed>
X
run read atom
expect_status 0
expect_out '"url":"https://x.example/a1"'
expect_out '"published":"2022-01-02T03:04:05Z"'
expect_out '"text":"انفجار لغم في بادية التبني."'

iconv -t WINDOWS-1256 <(sed 's/UTF-8/windows-1256/; s/–/-/' rss) >coded
run read coded
expect_lines 2
expect_out 'نقطة في بلدة الشولا'

# Entities that grow without end; one that names a file; a feed that breaks off.
printf '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ههههههه"><!ENTITY b "&a;&a;&a;&a;">]><rss><channel><item><description>&b;</description></item></channel></rss>' >laughs
printf '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel><item><description>&f;</description></item></channel></rss>' >file
head -c 600 rss >cut
run read laughs file cut atom
expect_status 1
expect_err "rejected 'laughs': a feed that declares entities of its own"
expect_err "rejected 'file': a feed that declares entities of its own"
expect_err "rejected 'cut': "
! grep -q root: out || fail "a file was read through an entity"
expect_out '"url":"https://x.example/a1"'
