/** Teaching: from an unexplained figure to a field of every report, and back. */
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { expect, it } from "vitest";
import {
  allRead,
  choose,
  failedRows,
  fieldRow,
  file,
  fixture,
  go,
  kept,
  newer,
  older,
  open,
  openReport,
  pageForEach,
  reportRows,
  setFiles,
  singleFile,
} from "./page.ts";

let browser: Browser;
let page: Page;

pageForEach(async (opened, launched) => {
  page = opened;
  browser = launched;
  await choose(page, older, newer);
});

const template = () => page.locator("#lesson-template");
const verdict = () => page.locator(".verdicts").innerText();

async function openLesson(): Promise<void> {
  await openReport(page, "issue-21-2024.md");
  await go(page, "Teach");
  await page.locator(".figures-list button", { hasText: "512" }).click();
}

it("proposes a template from the figure's sentence, and tells at once what it reads and breaks", async () => {
  await openLesson();
  expect(await page.locator(".lesson blockquote").innerText()).toBe("The reading room was open for 512 minutes");
  await page.fill("#lesson-name", "room.open");
  expect(await template().inputValue()).toBe("The reading room was open for {room.open} minutes");
  await expect.poll(verdict).toMatch(/reads it in 1 report.*breaks nothing/s);
  expect(await page.locator(".matches.gained").innerText()).toMatch(/21\/2024.*512/s);
});

it("says what is wrong with a template, where the reader can see it", async () => {
  await openLesson();
  await template().fill("open for {room.opne} minutes");
  await page.locator(".result .diagnostics li", { hasText: "unknown-field" }).waitFor();
  expect(await page.locator("#save-profile").isDisabled()).toBe(true);
  await template().fill("the desk closed {minutes} times");
  await page
    .getByText(/unknown-field|does not read the figure/)
    .first()
    .waitFor();
});

it("warns of values that a lesson would break", async () => {
  await openLesson();
  await page.selectOption("#lesson-field", "incidents.handled.total");
  await expect.poll(verdict).toMatch(/breaks \d+ value/);
  expect(await page.locator(".matches.broken").innerText()).toMatch(/Incidents handled: 300 becomes ambiguous/);
  expect(await page.locator("#save-profile").innerText()).toBe("Save although it breaks values");
});

it("tries a lesson on an encrypted PDF with the password that was given for it, and says when it cannot", async () => {
  await setFiles(page, fixture("encrypted.pdf"));
  await failedRows(page).getByLabel("Password of encrypted.pdf").fill("open sesame");
  await page.keyboard.press("Enter");
  await expect.poll(() => reportRows(page).count()).toBe(3);
  await kept(page);
  await openLesson();
  await page.fill("#lesson-name", "room.open");
  await page.waitForSelector("#save-profile:enabled");
  expect(await verdict()).not.toContain("not tried");
  await page.reload();
  await openLesson();
  await page.fill("#lesson-name", "room.open");
  await expect.poll(verdict).toContain("not tried on 1 report");
});

it("reads with a new profile also what is on its way, and ends nothing when one goes", async () => {
  await openLesson();
  await page.fill("#lesson-name", "room.open");
  await page.waitForSelector("#save-profile:enabled");
  await page.click("#save-profile");
  await fieldRow(page, "room.open").waitFor();
  await go(page, "Teach");
  const pdf = readFileSync(fixture("pdflatex-en-3in3-below.pdf"));
  const copies = Array.from({ length: 24 }, (_, i) => file(`copy-${i}.md`, readFileSync(newer)));
  const files = [...Array.from({ length: 60 }, (_, i) => file(`slow-${i}.pdf`, pdf)), ...copies];
  const back = page.getByRole("button", { name: "Back to the profile that came with certdelta" });
  await back.waitFor();
  await setFiles(page, ...files);
  await go(page, "Teach");
  await back.click();
  await page.getByText("as it came with certdelta again").waitFor();
  await go(page, "Library");
  await allRead(page);
  await expect.poll(() => reportRows(page).count()).toBe(86);
  const unassigned = reportRows(page).filter({ hasText: "copy-" }).locator("td:nth-last-child(4)");
  await expect.poll(async () => new Set(await unassigned.allInnerTexts())).toEqual(new Set(["1"]));
});

it("saves the lesson, reads the library again, keeps it over a reload, exports it, and takes it back", async () => {
  await openLesson();
  await page.fill("#lesson-name", "room.open");
  await page.fill("#lesson-label-en", "Opening of the room");
  await page.fill("#lesson-label-zh", "开放时间");
  await page.fill("#lesson-unit", "minutes");
  await expect.poll(verdict).toMatch(/breaks nothing/);
  await page.click("#save-profile");
  await fieldRow(page, "room.open").waitFor();
  expect(await fieldRow(page, "room.open").innerText()).toMatch(/Opening of the room.*512/s);

  await page.reload();
  await fieldRow(page, "room.open").waitFor();
  const again = readFileSync(newer, "utf8")
    .replace("Issue 21 2024 May.20 -May.26", "Issue 22 2024 May.27 -Jun.2")
    .replace("512", "480");
  await page.keyboard.press("1");
  await setFiles(page, file("next.md", again));
  await expect.poll(() => reportRows(page).count()).toBe(3);
  await openReport(page, "next.md");
  expect(await fieldRow(page, "room.open").innerText()).toContain("480");

  await go(page, "Teach");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(".export-profile")]);
  expect(download.suggestedFilename()).toBe("cncert-weekly.en.json");
  const profile = JSON.parse(readFileSync(await download.path(), "utf8"));
  expect(profile.rules.at(-1)).toEqual({
    id: "user.room.open",
    templates: ["The reading room was open for {room.open} minutes"],
  });

  await page.getByRole("button", { name: "Back to the profile that came with certdelta" }).click();
  await page.getByText("as it came with certdelta again").waitFor();
  await openReport(page, "issue-21-2024.md");
  await page.locator(".findings button", { hasText: "512" }).waitFor();
  expect(await fieldRow(page, "room.open").count()).toBe(0);
});

it("says when a library file brings a profile, and does without it when told to", async () => {
  await openLesson();
  await page.fill("#lesson-name", "room.open");
  await expect.poll(verdict).toMatch(/breaks nothing/);
  await page.click("#save-profile");
  await fieldRow(page, "room.open").waitFor();
  await go(page, "Library");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save the library as a file" }).click(),
  ]);
  const library = file("library.certdelta", readFileSync(await download.path()));

  const other = await open(browser, singleFile);
  await setFiles(other.page, library);
  await other.page.getByText("The file brought a profile of its own, cncert-weekly.en").waitFor();
  await go(other.page, "Teach");
  await expect.poll(() => other.page.locator(".export-profile").count()).toBe(1);
  await other.page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => other.page.locator(".export-profile").count()).toBe(0);
  expect(other.problems).toEqual([]);
  await other.page.context().close();
});

it("proposes names for the figure, says what is missing, and takes a label in one language for both", async () => {
  await openLesson();
  expect(await page.locator("#lesson-name").inputValue()).toBe("reading_room.minutes");
  expect(await page.locator("#lesson-label-en").inputValue()).toBe("Reading room: minutes");
  expect(await page.locator("#lesson-label-zh").inputValue()).toBe("");
  expect(await page.locator("#lesson-unit").inputValue()).toBe("minutes");
  await page.waitForSelector("#save-profile:enabled");
  await page.fill("#lesson-unit", "");
  await page.fill("#lesson-name", "websites.defaced.gov");
  await expect.poll(verdict).toBe("To try it, fill in: Name in records, Unit.");
  await page.getByText("The profile has a field of this name").waitFor();
  await page.fill("#lesson-unit", "minutes");
  await page.fill("#lesson-name", "reading_room.minutes");
  await page.waitForSelector("#save-profile:enabled");
  await page.click("#save-profile");
  await fieldRow(page, "reading_room.minutes").waitFor();
  await page.getByRole("button", { name: "中文" }).click();
  await expect.poll(() => fieldRow(page, "reading_room.minutes").innerText()).toMatch(/Reading room: minutes.*512/s);
});

it("leads from a report without figures to teach to one that has some", async () => {
  await openReport(page, "issue-20-2024.md");
  await fieldRow(page, "incidents.handled.total").locator("button").click();
  await go(page, "Teach");
  await page.getByText("Every figure of this report is accounted for.").waitFor();
  await page.getByRole("link", { name: "21/2024 has such figures" }).click();
  await page.locator(".figures-list button", { hasText: "512" }).waitFor();
  expect(await page.locator(".choice option:checked").innerText()).toBe("21/2024 · issue-21-2024.md (1)");
});

it("takes the figure on show in a report as a lesson", async () => {
  await openReport(page, "issue-21-2024.md");
  await page.locator(".findings button", { hasText: "512" }).click();
  await page.keyboard.press("t");
  await expect.poll(() => template().inputValue()).toContain("minutes");
});
