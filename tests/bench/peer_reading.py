#!/usr/bin/env python3
"""What people use today for the tasks of reading.py, each as fast as its library goes.

peer_reading.py TASK NAMES INPUT [TRIGGERS]      prints one line of JSON: processor seconds of the task alone, and counts

aho        pyahocorasick over the texts: every occurrence of a gazetteer name, within words too; nothing is resolved
flashtext  flashtext over the texts: whole words
json       json.loads of each line of NDJSON
pipeline   NDJSON to NDJSON: json.loads, names by pyahocorasick with a test for whole words, incidents of sentences that hold a
           trigger word (pyahocorasick again) and a name, with the first number in them; json.dumps of it all
"""
import json
import os
import re
import sys
import time

SENTENCE = re.compile(r'[^.!؟?\n]+')
NUMBER = re.compile(r'\d+')


def lines_of(path):
    with open(path, encoding='utf-8') as source:
        return [line.rstrip('\n') for line in source if line.strip()]


def automaton(words):
    import ahocorasick
    made = ahocorasick.Automaton()
    for i, word in enumerate(words):
        made.add_word(word, (i, len(word)))
    made.make_automaton()
    return made


def aho(names, path):
    found, made = 0, automaton(names)
    with open(path, encoding='utf-8', newline='') as source:
        texts = source.read().split('\f')
    start = time.process_time()
    for text in texts:
        found += len(list(made.iter(text)))
    return start, {'articles': len(texts), 'mentions': found}


def flashtext(names, path):
    from flashtext import KeywordProcessor
    processor, found = KeywordProcessor(case_sensitive=True), 0
    processor.non_word_boundaries |= set(map(chr, range(0x621, 0x64B)))
    for name in names:
        processor.add_keyword(name)
    with open(path, encoding='utf-8', newline='') as source:
        texts = source.read().split('\f')
    start = time.process_time()
    for text in texts:
        found += len(processor.extract_keywords(text, span_info=True))
    return start, {'articles': len(texts), 'mentions': found}


def parse(names, path):
    count = 0
    start = time.process_time()
    with open(path, encoding='utf-8') as source:
        for line in source:
            count += len(json.loads(line)) > 0
    return start, {'articles': count, 'mentions': None}


def whole_words(made, text):
    found = []
    for end, (i, length) in made.iter(text):
        first = end - length + 1
        if (first == 0 or not text[first - 1].isalpha()) and (end + 1 == len(text) or not text[end + 1].isalpha()):
            found.append((first, end + 1, i))
    return found


def incidents_of(text, places, names, triggers):
    found, at = [], 0
    for sentence in SENTENCE.finditer(text):
        while at < len(places) and places[at][0] < sentence.start():
            at += 1
        if at == len(places):
            break
        if places[at][0] >= sentence.end():
            continue
        kinds = whole_words(triggers[1], sentence.group())
        if kinds:
            number = NUMBER.search(sentence.group())
            found.append({'event': triggers[0][kinds[0][2]], 'location': names[places[at][2]], 'start': sentence.start(),
                          'end': sentence.end(), 'fatalities': int(number.group()) if number else None,
                          'evidence': sentence.group()})
    return found


def pipeline(names, path, triggers):
    made, trigger_words, count = automaton(names), lines_of(triggers), 0
    triggers = (trigger_words, automaton(trigger_words))
    start = time.process_time()
    with open(path, encoding='utf-8') as source, open(os.devnull, 'w', encoding='utf-8') as out:
        for line in source:
            article = json.loads(line)
            text = article['body']
            places = whole_words(made, text)
            mentions = [{'start': first, 'end': end, 'surface': text[first:end], 'name_ar': names[i]} for first, end, i in places]
            incidents = incidents_of(text, places, names, triggers)
            result = {'source': article['url'], 'title': article['title'], 'published': article['date'], 'mentions': mentions,
                      'incidents': incidents}
            out.write(json.dumps(result, ensure_ascii=False) + '\n')
            count += len(mentions)
    return start, {'mentions': count}


def main():
    tasks = {'aho': aho, 'flashtext': flashtext, 'json': parse, 'pipeline': pipeline}
    start, counts = tasks[sys.argv[1]](lines_of(sys.argv[2]), *sys.argv[3:])
    print(json.dumps({'seconds': time.process_time() - start, 'bytes': os.path.getsize(sys.argv[3]), **counts}))


if __name__ == '__main__':
    main()
