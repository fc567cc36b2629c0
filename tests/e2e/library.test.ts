/** The library: what is kept, in which order, how it goes and comes back. */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import {
  allRead,
  choose,
  editions,
  failedRows,
  fieldRow,
  file,
  fixture,
  go,
  kept,
  newer,
  older,
  openReport,
  pageForEach,
  reportRows,
  sentenceInView,
  setFiles,
} from "./page.ts";

const text = (path: string) => readFileSync(path, "utf8");

let page: Page;

pageForEach((opened) => {
  page = opened;
});

const names = () => page.locator(".reports tr.report td.name").allInnerTexts();

it("keeps reports, their texts and their pages over a reload", async () => {
  await choose(page, newer, fixture("pdflatex-en-3in3-below.pdf"));
  await kept(page);
  await page.reload();
  await expect.poll(() => reportRows(page).count()).toBe(2);
  await openReport(page, "issue-21-2024.md");
  await fieldRow(page, "incidents.handled.total").locator("button").click();
  await expect.poll(() => sentenceInView(page)).toContain("300");
  await openReport(page, "pdflatex-en-3in3-below.pdf");
  await page.locator("tr[data-field] button.value").first().click();
  await page.getByRole("img", { name: /page 1 with a box/ }).waitFor();
});

it("asks whoever closes the page before what was read is kept, and no more once it is", async () => {
  await page.evaluate(() => {
    new MutationObserver((_, observer) => {
      if (document.querySelectorAll(".reports tr.report").length < 2) return;
      observer.disconnect();
      location.reload();
    }).observe(document.body, { childList: true, subtree: true });
  });
  const questions: string[] = [];
  page.on("dialog", (question) => {
    questions.push(question.type());
    void question.dismiss(); // stay
  });
  await setFiles(page, older, newer);
  await kept(page);
  expect(questions).toEqual(["beforeunload"]);
  await page.reload();
  await expect.poll(() => reportRows(page).count()).toBe(2);
  expect(questions).toHaveLength(1);
});

it("sorts by period, whatever came first, and shows the weeks that are missing", async () => {
  const later = text(newer).replace("Issue 21 2024 May.20 -May.26", "Issue 24 2024 Jun.10 -Jun.16");
  await choose(page, file("b.md", text(newer)), file("c.md", later), file("a.md", text(older)));
  await expect.poll(names).toEqual(["c.md", "b.md", "a.md"]);
  const gap = page.locator(".reports tr.gap");
  expect(await gap.innerText()).toMatch(/2 weeks without a report.*2024-05-27 – 2024-06-09/s);
  await page.getByRole("button", { name: "Period" }).click();
  expect(await names()).toEqual(["a.md", "b.md", "c.md"]);
  expect(await page.locator(".reports tbody tr").nth(2).innerText()).toContain("2 weeks");
});

it("scrolls the table in its own box on a phone, where the first figure and each row's issue are in view", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await choose(page, older, newer);
  await expect.poll(() => reportRows(page).count()).toBe(2);
  const place = (selector: string) =>
    page
      .locator(`.reports tr.report ${selector}`)
      .first()
      .evaluate((cell) => {
        const { left, right } = cell.getBoundingClientRect();
        const box = cell.closest(".scroll")?.getBoundingClientRect();
        return { left: left - (box?.left ?? 0), overRight: right - (box?.right ?? 0) };
      });
  const pageWidth = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await pageWidth()).toBe(390);
  expect((await place("button.value")).overRight).toBeLessThan(0);
  await page.locator(".reports.scroll").evaluate((box) => box.scrollBy({ left: 400 }));
  expect((await place("th a.link")).left).toBeGreaterThanOrEqual(0);
  expect((await place("td.period")).left).toBeLessThan(0);
  expect(await pageWidth()).toBe(390);
});

it("joins documents that say the same, and earlier versions of one that was corrected", async () => {
  await choose(
    page,
    file("issue-21.md", text(newer)),
    file("issue-21-copy.md", text(newer)),
    file("issue-20.md", text(older)),
    file("issue-20-rev2.md", text(older).replace("handled 240 network", "handled 250 network")),
  );
  await expect.poll(() => page.locator(".reports tr.version").count()).toBe(2);
  expect(await page.locator(".reports tr.report").allInnerTexts()).toEqual([
    expect.stringContaining("issue-21.md"),
    expect.stringMatching(/says the same.*issue-21-copy\.md/s),
    expect.stringContaining("issue-20-rev2.md"),
    expect.stringMatching(/earlier version.*issue-20\.md/s),
  ]);
});

it("says what the core remarks on the order", async () => {
  const other = text(newer).replace("Issue 21 2024", "Issue 22 2024");
  await choose(page, file("a.md", text(newer)), file("b.md", other));
  await page.locator(".series-notes summary").click();
  expect(await page.locator(".series-notes li").first().innerText()).toMatch(/^warning.*b\.md/s);
  expect(await reportRows(page).count()).toBe(2);
});

it("does not take the same document twice", async () => {
  await choose(page, newer);
  await setFiles(page, newer);
  await page.getByText("1 document was already in the library").waitFor();
  expect(await reportRows(page).count()).toBe(1);
});

it("deletes a report, and gives it back with all that belongs to it", async () => {
  await choose(page, older, newer);
  await kept(page);
  await page.getByRole("button", { name: "Delete 21/2024 issue-21-2024.md" }).click();
  await expect.poll(names).toEqual(["issue-20-2024.md"]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(names).toEqual(["issue-21-2024.md", "issue-20-2024.md"]);
  await openReport(page, "issue-21-2024.md");
  expect(await fieldRow(page, "incidents.handled.total").innerText()).toContain("300");
});

it("takes deletions back one after the other, whatever was said in between", async () => {
  await choose(page, older, newer);
  await kept(page);
  await page.getByRole("button", { name: "Delete 21/2024 issue-21-2024.md" }).click();
  await page.getByRole("button", { name: "Delete 20/2024 issue-20-2024.md" }).click();
  await expect.poll(names).toEqual([]);
  await page.keyboard.press("u");
  await expect.poll(names).toEqual(["issue-20-2024.md"]);
  await setFiles(page, older);
  await page.getByText("1 document was already in the library").waitFor();
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByText("1 report deleted").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(names).toEqual(["issue-21-2024.md", "issue-20-2024.md"]);
  await openReport(page, "issue-21-2024.md");
  await page.locator(".source pre", { hasText: "300 network security incidents" }).waitFor();
});

it("deletes all of them, with a way back, and for good once the page is opened again", async () => {
  await choose(page, older, newer);
  await kept(page);
  await page.getByRole("button", { name: "Delete all" }).click();
  await page.getByText("2 reports deleted").waitFor();
  expect(await reportRows(page).count()).toBe(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => reportRows(page).count()).toBe(2);
  await page.getByRole("button", { name: "Delete all" }).click();
  await page.getByText("2 reports deleted").waitFor();
  await page.reload();
  await page.waitForSelector("main[data-ready=true]");
  await page.getByText("Drop weekly reports anywhere").waitFor();
});

it("gives the whole library as one file, and takes it back: records, texts, originals", async () => {
  await choose(page, newer, fixture("pdflatex-en-3in3-below.pdf"));
  await kept(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save the library as a file" }).click(),
  ]);
  const saved = await download.path();
  await page.getByRole("button", { name: "Delete all" }).click();
  await choose(page, file(download.suggestedFilename(), readFileSync(saved)));
  await expect.poll(() => reportRows(page).count()).toBe(2);
  await openReport(page, "issue-21-2024.md");
  await fieldRow(page, "incidents.handled.total").locator("button").click();
  await expect.poll(() => sentenceInView(page)).toContain("300");
  await openReport(page, "pdflatex-en-3in3-below.pdf");
  await page.locator("tr[data-field] button.value").first().click();
  await page.getByRole("img", { name: /page 1 with a box/ }).waitFor();
});

it("says what is wrong with a library file that was cut off", async () => {
  await setFiles(page, file("half.certdelta", '{"schema":"certdelta.library/1","profiles":['));
  await failedRows(page).waitFor();
  expect(await failedRows(page).innerText()).toMatch(/damaged-input/);
});

it("takes records that were saved earlier", async () => {
  await choose(page, older, newer);
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save-records")]);
  const records = readFileSync(await download.path());
  await page.getByRole("button", { name: "Delete all" }).click();
  await choose(page, file("records.ndjson", records));
  await expect.poll(names).toEqual(["issue-21-2024.md", "issue-20-2024.md"]);
  await openReport(page, "issue-21-2024.md");
  expect(await fieldRow(page, "incidents.handled.total").innerText()).toContain("300");
  await page.getByText("This record came without its document.").waitFor();
});

it("reads an encrypted document once its password is given", async () => {
  await setFiles(page, fixture("encrypted.pdf"));
  await failedRows(page).waitFor();
  expect(await failedRows(page).innerText()).toMatch(/password.*encrypted-input/s);
  await failedRows(page).getByLabel("Password of encrypted.pdf").fill("wrong");
  await failedRows(page).getByRole("button", { name: "Try again" }).click();
  await expect.poll(() => failedRows(page).count()).toBe(1);
  await failedRows(page).getByLabel("Password of encrypted.pdf").fill("open sesame");
  await page.keyboard.press("Enter");
  await expect.poll(() => reportRows(page).count()).toBe(1);
  expect(await failedRows(page).count()).toBe(0);
});

it("gives up what waits when it is told to, and keeps what was read", async () => {
  const pdf = readFileSync(fixture("pdflatex-en-3in3-below.pdf"));
  await setFiles(page, ...Array.from({ length: 60 }, (_, i) => file(`copy-${i}.pdf`, pdf)));
  await expect.poll(() => reportRows(page).count(), { interval: 20 }).toBeGreaterThan(0);
  await page.getByRole("button", { name: "Cancel" }).click();
  await allRead(page);
  const read = await reportRows(page).count();
  expect(read).toBeLessThan(60);
  await choose(page, newer);
  await expect.poll(() => reportRows(page).count()).toBe(read + 1);
});

it("leads from a figure in the table to its sentence", async () => {
  await choose(page, older, newer);
  await reportRows(page).first().getByRole("button", { name: "300", exact: true }).click();
  await expect.poll(() => sentenceInView(page)).toContain("handled 300 network");
  expect(new URL(page.url()).hash).toMatch(/^#\/report\/[\w-]+\/incidents\.handled\.total$/);
  await page.goBack();
  await expect.poll(() => reportRows(page).count()).toBe(2);
});

it("compares two that are selected, and exports those only", async () => {
  await choose(page, older, newer);
  await page.getByLabel("Select 21/2024 issue-21-2024.md").check();
  await page.click("#export");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click('[data-format="csv"]')]);
  const csv = readFileSync(await download.path(), "utf8");
  expect(csv).toContain("issue-21-2024.md");
  expect(csv).not.toContain("issue-20-2024.md");
  await page.getByLabel("Select 20/2024 issue-20-2024.md").check();
  await page.getByRole("button", { name: "Compare the two" }).click();
  await page.getByText("Consecutive weeks").waitFor();
});

it("says where an address leads that this device knows nothing of", async () => {
  await choose(page, newer);
  await page.evaluate(() => {
    location.hash = "#/report/nothing-of-that-name";
  });
  await page.getByText("not in the library of this device").waitFor();
  await go(page, "Library");
  await expect.poll(() => reportRows(page).count()).toBe(1);
});

it("has columns for what the reports print, until others are chosen, and again on request", async () => {
  const heads = () => page.locator(".reports thead th.wrap").allInnerTexts();
  const headlines = ["Defaced websites", "Incidents handled"];
  const others = ["Backdoored websites", "Defaced government websites"];
  const short =
    "# Weekly Report of CNCERT\n\nIssue 20 2024 May.13 -May.19\n\nCNCERT has handled 240 network security incidents.\n";
  await choose(page, file("short.md", short));
  expect(await heads()).toEqual(["Incidents handled"]);
  await choose(page, newer);
  expect((await heads()).slice(0, 2)).toEqual(headlines);
  expect((await heads()).slice(2).sort()).toEqual(others);
  await page.click("#columns");
  for (const name of others) await page.getByLabel(name, { exact: true }).uncheck();
  await page.getByLabel("Infected hosts", { exact: true }).check();
  expect(await heads()).toEqual(["Infected hosts", ...headlines]);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Delete 21/ }).click();
  await expect.poll(() => reportRows(page).count()).toBe(1);
  expect(await heads()).toEqual(["Infected hosts", ...headlines]);
  await page.click("#columns");
  await page.getByRole("button", { name: "Default columns" }).click();
  expect(await heads()).toEqual(["Incidents handled"]);
});

/** A report of the text alone, whose panels have lost their figures. */
const withoutPanels = (number: number, days: string) =>
  file(
    `bare-${number}.md`,
    `# Weekly Report of CNCERT\n\nIssue ${number} 2024 ${days}\n\n## Incident Handling\n\nThis week, CNCERT has handled 141 network security incidents, 41 of which were cross-border ones.\n`,
  );

it("shows a value of every column and on a phone's first screen where reports print few figures", async () => {
  await page.setViewportSize({ width: 400, height: 800 });
  await choose(page, withoutPanels(20, "May.13 -May.19"), withoutPanels(21, "May.20 -May.26"));
  expect(await page.locator(".reports thead th.wrap").allInnerTexts()).toEqual([
    "Incidents handled",
    "Cross-border incidents handled",
  ]);
  const value = reportRows(page).first().getByRole("button", { name: "141", exact: true });
  const box = await value.boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThan(390);
});

it.each([1280, 400])("breaks Chinese headings between their words only, at %d pixels", async (width) => {
  await page.setViewportSize({ width, height: 800 });
  await page.getByRole("button", { name: "中文" }).click();
  await choose(page, older, newer);
  const heads = page.locator(".reports thead th.wrap");
  const lines = await heads.evaluateAll((all) =>
    all.map((head) => {
      const words = [...new Intl.Segmenter("zh", { granularity: "word" }).segment(head.textContent ?? "")];
      const walker = document.createTreeWalker(head, NodeFilter.SHOW_TEXT);
      const nodes: Node[] = [];
      while (walker.nextNode()) nodes.push(walker.currentNode);
      const characters = nodes.flatMap((node) =>
        Array.from(node.textContent ?? "", (_, offset) => {
          const range = document.createRange();
          range.setStart(node, offset);
          range.setEnd(node, offset + 1);
          return Math.round(range.getBoundingClientRect().top);
        }),
      );
      const broken = words.filter(
        ({ segment, index }) => new Set(characters.slice(index, index + segment.length)).size > 1,
      );
      return { broken: broken.map(({ segment }) => segment), lines: new Set(characters).size };
    }),
  );
  expect(lines).toHaveLength(4);
  expect(lines.flatMap(({ broken }) => broken)).toEqual([]);
  expect(Math.max(...lines.map(({ lines }) => lines))).toBeLessThanOrEqual(3);
});

it.each([1280, 1440])("shows a row to its end at %d pixels, however long the names are", async (width) => {
  await page.setViewportSize({ width, height: 800 });
  const text = readFileSync(newer, "utf8").replace("480 websites", "1,123,480 websites");
  const name = "the weekly report of the centre, English edition, as it was sent to all members.md";
  await choose(
    page,
    file(name, text),
    file(`copy of ${name}`, `${text}\n`),
    file("revised.md", text.replace("270", "271")),
  );
  await expect.poll(() => page.locator(".reports tr.version").count()).toBe(2);
  const box = page.locator(".reports.scroll");
  expect(await box.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  // With more columns than fit, the table scrolls below what can be done with a row.
  await page.click("#columns");
  for (const each of await page.locator(".choices input").all()) await each.check();
  await page.keyboard.press("Escape");
  const [outer, button] = [await box.boundingBox(), await box.locator(".delete").first().boundingBox()];
  expect(outer && button && button.x + button.width <= outer.x + outer.width).toBe(true);
});

it("shows the errors of the series unfolded, and its warnings below", async () => {
  await choose(page, ...editions());
  const errors = page.locator(".series-notes.errors li");
  await expect.poll(() => errors.allInnerTexts()).toEqual([expect.stringMatching(/1,594 and 1,604/)]);
  expect(await errors.isVisible()).toBe(true);
});

it("cuts a long list and has all of it in a title; what stays in view cuts no figure without fading it", async () => {
  await page.setViewportSize({ width: 900, height: 700 });
  await choose(page, ...editions());
  await page.click("#columns");
  for (const name of await page.locator("dialog li").all()) {
    if (/provinces|kinds/i.test(await name.innerText())) await name.locator("input").check();
  }
  await page.keyboard.press("Escape");
  const list = page.locator("button.words").first();
  expect(await list.getAttribute("title")).toBe(await list.innerText());
  const widths = await page.locator("button.words").evaluateAll((all) => all.map(({ clientWidth }) => clientWidth));
  expect(Math.max(...widths)).toBeLessThan(260);
  await page.setViewportSize({ width: 1280, height: 700 });
  const fade = await page
    .locator("tr.report > td:last-child")
    .first()
    .evaluate((cell) => getComputedStyle(cell, "::before").backgroundImage);
  expect(fade).toContain("linear-gradient");
});

it("keeps a document's own name in view where that of its archive is cut", async () => {
  await choose(page, file(`${"a long name of a folder ".repeat(4)}.zip/issue-20.md`, text(older)));
  const [cell, own] = await page.locator("td.name").evaluate((cell) => {
    const name = cell.querySelector(".path > :last-child");
    return [cell, name].map((each) => each?.getBoundingClientRect().right ?? Number.POSITIVE_INFINITY);
  });
  expect(own).toBeLessThanOrEqual(cell ?? 0);
});

it("takes a notice away after a while, but not under the pointer, and covers nothing with it", async () => {
  await page.clock.install();
  await choose(page, older);
  await choose(page, older);
  const notice = page.getByText("1 document was already in the library");
  await notice.waitFor();
  const [view, bar] = [await page.locator("#main").boundingBox(), await page.locator(".notice-bar").boundingBox()];
  expect((view?.y ?? 0) + (view?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
  await notice.hover();
  await page.clock.runFor(60_000);
  expect(await notice.count()).toBe(1);
  await page.mouse.move(10, 10);
  await page.clock.runFor(10_000);
  await expect.poll(() => notice.count()).toBe(0);
});

it("can take a deletion back when its notice has left", async () => {
  await page.clock.install();
  await choose(page, older);
  await reportRows(page).locator(".delete").click();
  await page.getByText("1 report deleted").waitFor();
  await page.mouse.move(10, 10);
  await page.clock.runFor(30_000);
  await expect.poll(() => page.locator(".notice-bar").count()).toBe(0);
  await page.getByRole("button", { name: "Undo a deletion" }).click();
  await expect.poll(() => reportRows(page).count()).toBe(1);
});

it("leaves a failure in sight until it is closed, whatever else is told", async () => {
  await page.clock.install();
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new Error("the disk is full");
    };
  });
  await choose(page, older);
  const failure = page.getByText("The browser did not keep the reports");
  await expect
    .poll(async () => {
      await page.clock.runFor(1000);
      return failure.count();
    })
    .toBe(1);
  await choose(page, older);
  await page.getByText("1 document was already in the library").waitFor();
  await page.clock.runFor(60_000);
  await expect.poll(() => page.locator(".notice-bar").count()).toBe(1);
  expect(await failure.isVisible()).toBe(true);
});
