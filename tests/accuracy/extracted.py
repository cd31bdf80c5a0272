"""What `kharita extract` finds in texts that a test makes."""
import argparse
import json
import subprocess
import sys


def incidents(kharita, articles):
    """The incidents of each article ({'text', 'published'}), in their order; ends the run where a line is missing."""
    lines = '\n'.join(json.dumps(article, ensure_ascii=False) for article in articles)
    done = subprocess.run([kharita, 'extract', '-q', '--lines'], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    answers = [json.loads(line)['incidents'] for line in done.stdout.decode().splitlines()]
    if len(answers) != len(articles):
        sys.exit('%d answers to %d texts' % (len(answers), len(articles)))
    return answers


def options(doc):
    """The options of a test that makes texts: the program, and how many of those that come out wrong it shows."""
    parser = argparse.ArgumentParser(description=doc.splitlines()[0])
    parser.add_argument('--kharita', required=True, help='the program')
    parser.add_argument('--show', type=int, default=5, help='so many of those that come out wrong')
    return parser.parse_args()
