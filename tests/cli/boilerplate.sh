# Lines around an article give no places and no incidents; the offsets stay those of the text as read. Other languages in
# Arabic letters are told.
. "$(dirname "$0")/lib.sh"

cat >a.txt <<'X'
Facebook WhatsApp Telegram
+ الخط -
شن تنظيم "داعش" هجوماً على نقطة عسكرية في بلدة الشولا جنوب دير الزور، مساء الخميس.
اقرأ أيضاً: مقتل عنصرين بانفجار لغم في بادية السخنة
وقال مصدر إن المهاجمين انسحبوا نحو بادية كباجب.
مقالات ذات صلة
مقتل مدني في البوكمال
انفجار في الميادين
X
run extract a.txt
expect_status 0
expect_out '"surface":"الشولا"'
expect_out '"surface":"بادية كباجب"'
for place in السخنة البوكمال الميادين; do ! grep -q "$place" out || fail "'$place' stands in boilerplate"; done
python3 - <<'PY' || fail "offsets are not those of the text"
import json
result = json.loads(open("out", encoding="utf-8").readline())
text = open("a.txt", encoding="utf-8").read()
assert result["n_codepoints"] == len(text), result["n_codepoints"]
assert result["mentions"]
for m in result["mentions"]:
    assert text[m["start"]:m["end"]] == m["surface"], m
PY
# The same without those lines: the same mentions, and what is read can be read again.
run read a.txt
expect_out "اقرأ أيضاً"
cp out again.ndjson
run extract a.txt
mv out first
run extract again.ndjson
diff first out >/dev/null || fail "what was read reads otherwise"

echo 'در این حمله که در شهر دیرالزور رخ داد سه نفر کشته شدند و این خبر را مقامات برای رسانه‌ها اعلام کرده است.' >persian.txt
echo 'شام کے صوبے دیر الزور میں حملے کے بعد تین افراد ہلاک ہو گئے ہیں اور حکام نے اس کی تصدیق کی ہے۔' >urdu.txt
echo 'لە هێرشێکدا لە دێرەزوور سێ کەس کوژران و بەرپرسان ئەم هەواڵەیان بۆ میدیاکان پشتڕاست کردەوە کە لە دوای نیوەڕۆ ڕوویدا.' >kurdish.txt
run read persian.txt urdu.txt kurdish.txt a.txt
expect_status 1
expect_lines 1
expect_err "rejected 'persian.txt': not Arabic but Persian"
expect_err "rejected 'urdu.txt': not Arabic but Urdu"
expect_err "rejected 'kurdish.txt': not Arabic but Kurdish"
run read --any-language persian.txt urdu.txt kurdish.txt
expect_lines 3
