"""Screenshots of a served site, for the docs and for looking: `make shots` or with an address.

python tools/shots.py [--site http://localhost:8000] [--out docs/images] [name=path …]
"""

import argparse
import os
import shutil
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PAGES = {"home": "/fr/", "commune": "/fr/commune/92094-namur/", "design": "/fr/design/"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]


def shoot(browser, options, name, path, width, theme):
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
    page.goto(options.site + path)
    page.evaluate("document.fonts.ready")
    suffix = "" if theme == "light" else "-dark"
    target = options.out / f"{name}-{width}{suffix}.png"
    page.screenshot(path=target, full_page=options.whole)
    page.close()
    print(target)


def check_site(site):
    try:
        urlopen(f"{site}/health").close()
    except OSError:
        raise SystemExit(
            f"Nothing answers at {site}: start it with make run, then try again."
        ) from None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--site", default="http://localhost:8000")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    parser.add_argument("--whole", action="store_true", help="the whole page, not the first screen")
    parser.add_argument("--themes", nargs="*", default=["light"])
    parser.add_argument("--widths", nargs="*", type=int, default=[360, 1280])
    parser.add_argument("pages", nargs="*", help="name=path; the three of the docs when none")
    options = parser.parse_args()
    check_site(options.site)
    pages = dict(page.split("=", 1) for page in options.pages) or PAGES
    options.out.mkdir(parents=True, exist_ok=True)
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        for name, address in pages.items():
            for width in options.widths:
                for theme in options.themes:
                    shoot(browser, options, name, address, width, theme)
        browser.close()


if __name__ == "__main__":
    main()
