# CSV and TSV: columns by their names, quoted cells over lines, odd delimiters; a faulty row costs only itself.
. "$(dirname "$0")/lib.sh"

printf '\xef\xbb\xbf"title";"text";"date";"url"\r\n"عنوان";"قتل عنصر في بلدة\nالشولا ""أمس""";"18.9.2021";"https://x.example/c1"\r\n;;;\r\nb;انفجار لغم في بادية السخنة;;\r\n' >t
run read t
expect_status 1
expect_lines 2
expect_out '"text":"قتل عنصر في بلدة\nالشولا \"أمس\""'
expect_out '"published":"2021-09-18"'
expect_out '"path":"https://x.example/c1"'
expect_out '"path":"t#4"'
expect_err "rejected 't#3': its row has no text"

printf 'التاريخ\tالنص\n٢٠٢١-٠٩-١٨\tقتل عنصر في هجين\n' >arabic.tsv # headers "the date", "the text"
run read arabic.tsv
expect_status 0
expect_out '"published":"2021-09-18"'

printf '2021-09-18|قتل عنصر في هجين\n' >bare
run read bare --columns date,text
expect_out '"published":"2021-09-18"'
run read bare --columns when,what --field text=what --field published=when
expect_out '"text":"قتل عنصر في هجين"'
expect_out '"published":"2021-09-18"'
run read bare --field what=text
expect_status 2
expect_err "'what=text' maps no field"

printf 'id,title,body\n1,a,"never closed\n2,b,c\n' >open.csv
run read open.csv
expect_status 4
expect_err "a quotation mark that is never closed"

iconv -t WINDOWS-1256 <(printf 'title,text\nعنوان,شن تنظيم هجوماً على نقطة عسكرية في بلدة الشولا جنوب دير الزور\n') >coded.csv
run read coded.csv
expect_status 0
expect_out '"title":"عنوان"'

# Prose with commas is no table.
printf 'قتل عنصر, وأصيب آخر, في بادية السخنة\nوقال مصدر, إن الهجوم وقع فجراً\n' >prose
run read prose
expect_lines 1
expect_out '"path":"prose"'
