# The preview of a channel: posts of several days are articles of their own, posts of one day are one.
. "$(dirname "$0")/lib.sh"

post() { # number, date, text
	cat <<X
<div class="tgme_widget_message_wrap"><div class="tgme_widget_message js-widget_message" data-post="channel/$1"><div class="tgme_widget_message_author">القناة</div>
<div class="tgme_widget_message_text js-message_text" dir="auto">$3</div><div class="tgme_widget_message_footer"><span class="tgme_widget_message_views">1.2K</span><a class="tgme_widget_message_date"><time datetime="$2T10:00:00+00:00">10:00</time></a></div></div></div>
X
}
page() {
	echo '<!DOCTYPE html><html><head><meta property="og:title" content="القناة"><meta property="og:site_name" content="Telegram"></head><body><div class="tgme_channel_info_description">وصف طويل للقناة التي تنقل الأخبار على مدار الساعة دون توقف</div><section>'
	cat
	echo '</section></body></html>'
}
first='شن مسلحون هجوماً على نقطة عسكرية في بلدة الشولا<br/>وقتل عنصران.'
second='انفجار لغم في بادية السخنة.'
{ post 7 2021-09-18 "$first"; post 8 2021-09-20 "$second"; } | page >days
{ post 7 2021-09-18 "$first"; post 8 2021-09-18 "$second"; } | page >day
run read days
expect_status 0
expect_lines 2
expect_out '"path":"days#1","url":"https://t.me/channel/7","title":"القناة","outlet":"Telegram","published":"2021-09-18T10:00:00+00:00","charset":"UTF-8","text":"شن مسلحون هجوماً على نقطة عسكرية في بلدة الشولا\nوقتل عنصران."'
expect_out '"path":"days#2","url":"https://t.me/channel/8"'
expect_out '"published":"2021-09-20T10:00:00+00:00"'
run read day
expect_status 0
expect_lines 1
expect_out 'وقتل عنصران.\n\nانفجار لغم'
