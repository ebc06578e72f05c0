"""How fast the page of an op-ed of 5,000 units is made and opened: `python benchmarks/page.py` (needs Chromium).

Op-eds of the written corpus, one after the other, as one article; the time until the second frame after loading.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

import argmine

UNITS = 5000
REPEATS = 5
FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def main() -> None:
    texts = [article.text for article in argmine.load_corpus("opeds").articles]
    analyzer = argmine.load()
    per_corpus = len(analyzer.analyze("\n".join(texts)).units)
    report = analyzer.analyze("\n".join(texts * -(-UNITS // per_corpus)))
    start = time.perf_counter()
    html = report.to_html()
    print(f"{len(report.units)} units, {len(html) / 1e6:.1f} MB; made in {time.perf_counter() - start:.2f} s")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as session:
        path = Path(folder) / "page.html"
        path.write_text(html, encoding="utf-8")
        browser = session.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        times = []
        for _ in range(REPEATS):
            page.goto("about:blank")
            start = time.perf_counter()
            page.goto(path.as_uri())
            page.evaluate(FRAMES)
            times.append(time.perf_counter() - start)
        print(f"opened in {min(times):.2f} s (best), {sorted(times)[REPEATS // 2]:.2f} s (median of {REPEATS})")
        browser.close()


if __name__ == "__main__":
    main()
