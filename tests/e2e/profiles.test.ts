/** Profiles of the user's own, dropped as files. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { choose, failedRows, fieldRow, file, openReport, pageForEach, reportRows, setFiles } from "./page.ts";

const example = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../core/profiles/examples/${name}.json`, import.meta.url)), "utf8");
const harbour = example("harbour-weekly.en");
const profileFile = (content = harbour) => file("harbour-weekly.en.json", content);

/** The issue of the guide to profiles. */
const issue = file(
  "issue-12.txt",
  `Harbour CERT Weekly
No. 12 of 2026, 16 March to 22 March

The week in short
Level of alert: amber. In this week Harbour CERT received 1,240 reports, an increase of
3.3% from last week, and closed 1,102 of them (88.9%). Since January, Harbour CERT received 9,871 reports.
`,
);

let page: Page;

pageForEach((opened) => {
  page = opened;
});

const own = () => page.locator("details.own-profiles");

it("takes a dropped profile: it reads the library again, is kept and listed, and can be removed", async () => {
  await choose(page, issue);
  expect(await reportRows(page).innerText()).toContain("no profile fits");
  await setFiles(page, profileFile());
  await page.getByText("The profile harbour-weekly.en reads from now on").waitFor();
  await expect.poll(() => reportRows(page).innerText()).toMatch(/12\/2026.*2026-03-16/s);
  await openReport(page, "issue-12.txt");
  expect(await fieldRow(page, "reports.received").innerText()).toContain("1,240");

  await page.reload();
  await page.keyboard.press("1");
  await own().locator("summary").click();
  expect(await own().locator("summary").innerText()).toContain("Harbour CERT Weekly");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(".own-profiles .export-profile")]);
  expect(readFileSync(await download.path(), "utf8")).toBe(harbour);
  await own().getByRole("button", { name: "Remove the profile" }).click();
  await page.getByText("The profile is removed").waitFor();
  await expect.poll(() => reportRows(page).innerText()).toContain("no profile fits");
  expect(await own().count()).toBe(0);
});

it("is listed where there is no report yet, reads what comes with it, and goes by the notice's way back", async () => {
  await setFiles(page, profileFile());
  await own().waitFor();
  await setFiles(page, profileFile());
  await page.getByText("This profile reads already").waitFor();
  const changed = harbour.replace('"Harbour CERT Weekly"', '"Weekly of the harbour"');
  await setFiles(page, issue, profileFile(changed));
  await expect.poll(() => reportRows(page).innerText()).toContain("12/2026");
  await expect.poll(() => own().innerText()).toContain("Weekly of the harbour");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => own().innerText()).toContain("Harbour CERT Weekly");
});

it("says all that is wrong with a profile, with line and column, and keeps none of it", async () => {
  const wrong = harbour.replace('"type": "count"', '"type": "cuont"').replace('"threshold": 4', '"threshhold": 4');
  await setFiles(page, profileFile(wrong), file("cut.json", harbour.slice(0, 900)));
  await expect.poll(() => failedRows(page).count()).toBe(2);
  const said = (await failedRows(page).allInnerTexts()).join("\n");
  expect(said).toContain("The profile has mistakes. Correct them, and drop it again. invalid-profile");
  const line = (of: string, text: string) => of.split("\n").findIndex((each) => each.includes(text)) + 1;
  expect(said).toMatch(new RegExp(`line ${line(wrong, "cuont")}, column \\d+: .*cuont`));
  expect(said).toMatch(new RegExp(`line ${line(wrong, "threshhold")}, column \\d+: .*threshhold`));
  expect(said).toMatch(/line \d+, column \d+: .*invalid-json/);
  expect(await own().count()).toBe(0);
});
