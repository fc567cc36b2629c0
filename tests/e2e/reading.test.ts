/** Documents into the page: dropped, chosen, pasted; good ones and bad ones. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import {
  allRead,
  choose,
  chooseAndOpen,
  dragOf,
  failedRows,
  fieldRow,
  file,
  fixture,
  newer,
  older,
  openReport,
  pageForEach,
  reportRows,
  saved,
  setFiles,
  stranger,
} from "./page.ts";

let page: Page;

pageForEach((opened) => {
  page = opened;
});

it("reads its own samples, by key, and keeps the focus on the page", async () => {
  await page.locator("#samples").focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => reportRows(page).count()).toBeGreaterThan(1);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
});

it("takes files dropped anywhere, and shows that it would while they hover", async () => {
  const dataTransfer = await dragOf(page, file("a.md", readFileSync(newer)), file("b.md", readFileSync(older)));
  const overlay = page.getByText("Drop to read");
  await page.dispatchEvent("header", "dragenter", { dataTransfer });
  await page.dispatchEvent("h1", "dragenter", { dataTransfer });
  await page.dispatchEvent("header", "dragleave", { dataTransfer });
  expect(await overlay.count()).toBe(1);
  await page.dispatchEvent("h1", "dragleave", { dataTransfer });
  await overlay.waitFor({ state: "detached" });

  await page.dispatchEvent("h1", "dragenter", { dataTransfer });
  await page.dispatchEvent("h1", "drop", { dataTransfer });
  await allRead(page);
  expect(await overlay.count()).toBe(0);
  expect(await reportRows(page).allInnerTexts()).toEqual([
    expect.stringMatching(/21\/2024.*2024-05-20 – 2024-05-26.*a\.md/s),
    expect.stringMatching(/20\/2024.*2024-05-13 – 2024-05-19.*b\.md/s),
  ]);
});

it("takes pasted text", async () => {
  await page.evaluate(
    (text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      document.dispatchEvent(new ClipboardEvent("paste", { clipboardData }));
    },
    readFileSync(newer, "utf8"),
  );
  await allRead(page);
  expect(await reportRows(page).textContent()).toMatch(/21\/2024.*pasted-\d{8}-\d{6}\.txt/s);
});

it("gives every bad file a row with its reason, and reads the others", async () => {
  await choose(page, newer);
  await setFiles(
    page,
    file("empty.md", ""),
    file("program", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2])),
    file("latin1.md", Buffer.from("One.\nCaf\xe9 open.\n", "latin1")),
    file("report.pdf", "%PDF-1.7\n1 0 obj\n"),
    file("older.md", readFileSync(older)),
  );
  await page.getByRole("status").getByText("2 reports · 4 could not be read").waitFor();
  expect((await failedRows(page).allInnerTexts()).sort()).toEqual([
    expect.stringMatching(/^✕\s*empty\.md.*empty\..*empty-input/s),
    expect.stringMatching(/latin1\.md.*UTF-8.*line 2, column 4.*invalid-utf8/s),
    expect.stringMatching(/program.*no document with text.*binary-input/s),
    expect.stringMatching(/report\.pdf.*damaged-input/s),
  ]);
  await expect
    .poll(() => reportRows(page).allInnerTexts())
    .toEqual([expect.stringContaining("21/2024"), expect.stringContaining("20/2024")]);
  const codes = (await saved(page, "#save-records"))
    .trimEnd()
    .split("\n")
    .map((line) => (JSON.parse(line) as { code?: string }).code ?? "read");
  expect(codes.sort()).toEqual(["binary-input", "damaged-input", "empty-input", "invalid-utf8", "read", "read"]);
});

it("takes what is pasted into a field for what is written there, not for a document", async () => {
  await choose(page, older);
  await setFiles(page, fixture("encrypted.pdf"));
  const password = failedRows(page).getByLabel("Password of encrypted.pdf");
  await password.evaluate((field) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "open sesame");
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await password.fill("open sesame");
  await page.keyboard.press("Enter");
  await expect.poll(() => reportRows(page).allInnerTexts()).toHaveLength(2);
  expect((await reportRows(page).allInnerTexts()).join()).not.toContain("pasted");
});

it("says of a document that no profile fits that nothing of it was read, in both languages", async () => {
  await choose(page, stranger);
  expect(await reportRows(page).textContent()).toContain("no profile fits");
  expect(await reportRows(page).locator("td.number.muted").allInnerTexts()).toEqual(["–", "–", "–"]);
  await openReport(page, "club.md");
  const work = page.locator(".work");
  expect(await work.innerText()).toMatch(/no profile fits this document.*nothing of it was read.*not read/s);
  expect(await work.innerText()).not.toMatch(/accounted for|\d figures?/);
  await page.getByRole("button", { name: "中文" }).click();
  await expect.poll(() => work.innerText()).toMatch(/没有适用.*其内容未读取.*未读取/s);
  expect(await work.innerText()).not.toMatch(/都有归属|\d 个数字/);
});

it("opens the newest report, and offers a document that is none last and without one before it", async () => {
  await choose(page, file("issue-20.md", readFileSync(older, "utf8")), stranger);
  await page.keyboard.press("2");
  await page.locator(".source h2", { hasText: "issue-20.md" }).waitFor();
  expect(await page.locator(".choice option").allInnerTexts()).toEqual(["20/2024 · issue-20.md", "no issue · club.md"]);
  await openReport(page, "club.md");
  expect(await page.getByRole("button", { name: "Compare with the one before" }).count()).toBe(0);
});

it("says what does not fit above the values, and at each of them", async () => {
  await chooseAndOpen(page, newer);
  const notes = await page.locator("#results .diagnostics .badge").allInnerTexts();
  expect(notes).toContain("warning");
  expect(await page.locator("#results > :first-child h3").innerText()).toBe("Errors and warnings");
  await fieldRow(page, "websites.backdoored.gov").locator(".badge.warning").waitFor();
  expect(await fieldRow(page, "incidents.handled.total").locator(".badge").count()).toBe(0);
  await page.keyboard.press("1");
  expect(await reportRows(page).locator("td.notes [role=img]").getAttribute("aria-label")).toBe("1 warning");
});

it("tells the lines below the figures apart", async () => {
  await chooseAndOpen(page, newer);
  expect(await page.locator(".figures-legend li").allInnerTexts()).toEqual(["read", "no rule explains it"]);
});

it("reads hundreds of files while the page stays usable", async () => {
  const text = readFileSync(newer);
  await setFiles(page, ...Array.from({ length: 300 }, (_, i) => file(`copy-${i}.md`, text)));
  await page.getByRole("button", { name: "中文" }).click();
  await page.locator(".status", { hasText: "300 份报告" }).waitFor();
  await expect.poll(() => reportRows(page).count()).toBe(300);
});

it("gives a row to the document that a worker dies of, and reads those that were read beside it", async () => {
  await page.addInitScript(() => {
    window.Worker = class extends Worker {
      #unanswered = 0;
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args);
        this.addEventListener("message", () => {
          this.#unanswered -= 1;
        });
      }
      override postMessage(message: { content: { documents?: readonly { name: string }[] } }): void {
        if (!message.content.documents?.some(({ name }) => name === "deadly.md")) {
          this.#unanswered += 1;
          super.postMessage(message);
          return;
        }
        // When its turn comes.
        const turn = setInterval(() => {
          if (this.#unanswered > 0) return;
          clearInterval(turn);
          this.dispatchEvent(new ErrorEvent("error", { message: "out of memory" }));
        }, 5);
      }
    };
  });
  await page.reload();
  const names = ["a.md", "b.md", "deadly.md", ...Array.from({ length: 17 }, (_, i) => `copy-${i}.md`)];
  await choose(page, ...names.map((name) => file(name, readFileSync(newer))));
  expect(await failedRows(page).allInnerTexts()).toEqual([expect.stringMatching(/deadly\.md.*trap/s)]);
  await expect.poll(() => reportRows(page).count()).toBe(names.length - 1);
});

it("shows what is absent as absent, never as zero", async () => {
  await chooseAndOpen(page, newer);
  await page.getByText(/fields are absent/).click();
  const absent = page.locator(".absent li[data-field='mobile.providers']");
  expect(await absent.textContent()).toContain("mobile.providers");
  expect(await fieldRow(page, "mobile.providers").count()).toBe(0);
});

it("takes a folder, its files named by their path", async () => {
  const folder = mkdtempSync(join(tmpdir(), "reports-"));
  mkdirSync(join(folder, "2024"));
  copyFileSync(newer, join(folder, "2024", "a.md"));
  copyFileSync(older, join(folder, "b.md"));
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Folder …" }).click(),
  ]);
  await chooser.setFiles(folder);
  await allRead(page);
  const names = await page.locator(".reports td.name").allTextContents();
  expect(names.map((name) => name.replace(/^[^/]*\//, "")).sort()).toEqual(["2024/a.md", "b.md"]);
  rmSync(folder, { recursive: true });
});

it("says that the contents are not those of which a name speaks", async () => {
  const damaged = Uint8Array.from({ length: 4000 }, (_, index) => (index * 7919 + index * index * 31) % 256);
  await setFiles(page, file("report.PDF", damaged), file("report.docx", damaged), file("report.bin", damaged));
  await expect.poll(() => failedRows(page).count()).toBe(3);
  expect((await failedRows(page).allInnerTexts()).sort()).toEqual([
    expect.stringMatching(/report\.PDF.*named \.pdf, but its contents are no PDF document: it is damaged, or was not/s),
    expect.stringMatching(/report\.bin.*no document with text/s),
    expect.stringMatching(/report\.docx.*named \.docx, but its contents are no Word document/s),
  ]);
});
