"""The preview page of a folder of layers in headless Chromium, by real clicks and keys: counts, filter, search, time, card,
language, address, phone. Ends with 77 where Chromium or its driver is not installed. Screenshots go to the second argument."""
import json
import shutil
import sys
import time
from pathlib import Path

try:
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service
    from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
except ImportError:
    sys.exit(77)

folder, pictures = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
if not browser or not driver:
    sys.exit(77)
pictures.mkdir(parents=True, exist_ok=True)
features = json.loads((folder / "incidents.geojson").read_text(encoding="utf-8"))["features"]
incidents = [f["properties"] for f in features]


def start(width, height):
    options = Options()
    options.binary_location = browser
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", f"--window-size={width},{height}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(service=Service(driver), options=options)


def until(what, condition, seconds=20):
    end = time.monotonic() + seconds

    def holds():
        try:
            return condition()
        except (NoSuchElementException, StaleElementReferenceException):
            return False

    while not holds():
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(0.05)


d = start(1400, 900)
all_of = lambda css: d.find_elements(By.CSS_SELECTOR, css)
one = lambda css: d.find_element(By.CSS_SELECTOR, css)
listed = lambda: len(all_of("#list .item"))
drawn = lambda: d.execute_script("return [...document.querySelectorAll('#map .incident')].reduce((n, e) => n + Number(e.dataset.count), 0)")


def list_total():
    return int("".join(c for c in one("#list-title").text.split(":")[1].split()[0] if c.isdigit()))


try:
    url = (folder / "index.html").as_uri()
    d.get(url)
    until("the page is ready", lambda: one("html").get_attribute("data-ready") == "yes")
    assert one("html").get_attribute("dir") == "rtl"
    assert d.execute_script("return getComputedStyle(document.querySelector('#panel')).direction") == "rtl"
    assert list_total() == len(incidents), "the list's count is not that of the layer"
    located = sum(f["geometry"] is not None for f in features)
    d.execute_script("document.querySelector('.leaflet-control-zoom-out').click()")
    d.execute_script("document.querySelector('.leaflet-control-zoom-out').click()")
    until("all located incidents are drawn", lambda: drawn() == located)
    d.save_screenshot(str(pictures / "preview.png"))

    # A card shows the sentence that stands behind its point.
    first = one("#list .item")
    chosen = next(i for i in incidents if i["event_id"] == first.get_attribute("data-id"))
    first.click()
    until("the card is open", lambda: one("#card").is_displayed())
    assert one("#card blockquote").text.strip() == chosen["evidence"].strip(), "the card's sentence is another"
    assert chosen["event_id"] in d.current_url, "the address does not name the chosen incident"
    address = d.current_url
    d.save_screenshot(str(pictures / "preview_card.png"))
    one("body").send_keys(Keys.ESCAPE)
    until("Escape closes the card", lambda: not one("#card").is_displayed())

    # The type filter.
    for k, choice in enumerate(all_of("#types input")):
        if k:
            one(f"#type-{k}").click()
    expected = sum(i["event_type"] == "Battles" for i in incidents)
    until("only battles are listed", lambda: list_total() == expected)
    one("#reset").click()
    until("the filter is cleared", lambda: list_total() == len(incidents))

    # Search, whatever the spelling of hamza and teh marbuta.
    name = max((i["location_ar"] for i in incidents if i["location_ar"]), key=len)
    loose = name.replace("أ", "ا").replace("إ", "ا").replace("ة", "ه")
    one("#search").send_keys(loose)
    until("the search narrows the list", lambda: 0 < list_total() < len(incidents))
    assert d.execute_script("return [...document.querySelectorAll('#list .item .place')].some((e) => e.textContent === arguments[0])", name), "the place searched for is not listed"
    one("#search").clear()
    one("#search").send_keys("x", Keys.BACKSPACE)
    until("the search is undone", lambda: list_total() == len(incidents))

    # The time slider, by keys.
    slider = one("#time-from")
    for _ in range(3):
        slider.send_keys(Keys.ARROW_LEFT)
    until("the period is narrower", lambda: list_total() < len(incidents))
    assert "time=" in d.current_url
    until("the reset button is there", lambda: one("#reset").is_displayed())
    one("#reset").click()
    until("the whole period is back", lambda: list_total() == len(incidents))
    one("#play").click()
    before = one("#time-text").text
    until("playing moves the period", lambda: one("#time-text").text != before)
    one("#play").click()
    one("#reset").click()

    # A marker, by the keyboard; its neighbour, by a click.
    time.sleep(0.5) # the map is drawn anew after the last change
    d.execute_script("document.querySelector('#map .incident[data-count=\"1\"]').focus()")
    d.switch_to.active_element.send_keys(Keys.ENTER)
    until("a marker opens its card", lambda: one("#card").is_displayed())
    one("#close").click()
    until("the card closes", lambda: not one("#card").is_displayed())
    one('#map .incident[data-count="1"]').click()
    until("a click on a marker opens its card", lambda: one("#card").is_displayed())
    one("#close").click()

    # The other language.
    one("#language-button").click()
    until("the page is in English", lambda: one("html").get_attribute("dir") == "ltr")
    assert one("#list-title").text.startswith("Incidents")
    d.save_screenshot(str(pictures / "preview_en.png"))

    # An address opens what it names.
    d.get("about:blank")
    d.get(address)
    until("the address opens its incident", lambda: one("#card blockquote").text.strip() == chosen["evidence"].strip())
    messages = [m for m in d.get_log("browser") if m["level"] in ("SEVERE", "WARNING")]
    assert not messages, messages
finally:
    d.quit()

d = start(500, 900)
try:
    d.get(url)
    until("the page is ready on a phone", lambda: one("html").get_attribute("data-ready") == "yes")
    assert not one("#panel").is_displayed()
    one("#panel-button").click()
    until("the panel opens", lambda: one("#panel").is_displayed())
    one("#list .item").click()
    until("the card is open on a phone", lambda: one("#card").is_displayed() and not one("#panel").is_displayed())
    assert d.execute_script("return document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the screen"
    d.save_screenshot(str(pictures / "preview_phone.png"))
finally:
    d.quit()
print("Chromium agrees")
