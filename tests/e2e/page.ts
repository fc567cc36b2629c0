/** The page in Debian's Chromium, with everything noted that it must not do. */
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type Download,
  type FileChooser,
  type Page,
} from "playwright-core";
import { afterEach, beforeAll, beforeEach, expect } from "vitest";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export const singleFile = pathToFileURL(path("../../dist/certdelta.html")).href;
export const hostedFolder = path("../../dist/web/");
export const older = path("fixtures/issue-20-2024.md");
export const newer = path("fixtures/issue-21-2024.md");

/** A document that `make-fixtures.mjs` has written, by its path. */
export const fixture = (name: string) => path(`../documents/fixtures/${name}`);

/** A file that lies on no disk, as `choose` takes it. */
export const file = (name: string, content: string | Uint8Array) => ({
  name,
  mimeType: "",
  buffer: Buffer.from(content as string),
});

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: "/usr/bin/chromium",
    timeout: 120_000,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
}

/** One browser for all files of tests: it ends with their process. */
let launched: Promise<Browser> | undefined;

async function sharedBrowser(): Promise<Browser> {
  launched ??= launch();
  const browser = await launched;
  if (browser.isConnected()) return browser;
  launched = launch(); // it broke down in the tests before
  return launched;
}

/** What a test has opened in the browser is closed behind it: the next one finds nothing of it. */
export function browserForAll(take: (browser: Browser) => void): void {
  let browser: Browser;
  beforeAll(async () => {
    browser = await sharedBrowser();
    take(browser);
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });
}

/** The same, and a page of its own for each test, which must have given no problem by its end. */
export function pageForEach(take: (page: Page, browser: Browser) => unknown): void {
  let browser: Browser;
  let opened: OpenPage;
  browserForAll((launched) => {
    browser = launched;
  });
  beforeEach(async () => {
    opened = await open(browser, singleFile);
    await take(opened.page, browser);
  });
  // Before the contexts are closed: hooks run in the reverse order.
  afterEach(() => expect(opened.problems).toEqual([]));
}

export interface OpenPage {
  page: Page;
  /** Console errors (violations of the content policy are among them) and uncaught exceptions. */
  problems: string[];
  /** Addresses of all requests, the page's own included. */
  requests: string[];
  /** The same without what the service worker fetches for later. */
  ownRequests: string[];
}

export async function open(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const problems: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  // From the first listener on, Chromium hands its file choosers over; one that is added with the key press may be too late.
  page.on("filechooser", () => {});
  const ownRequests: string[] = [];
  context.on("request", (request) => {
    requests.push(request.url());
    if (!request.serviceWorker()) ownRequests.push(request.url());
  });
  await page.goto(address);
  await page.waitForSelector("main[data-ready=true]");
  await hearsKeys(page);
  return { page, problems, requests, ownRequests };
}

/** Chromium drops what is typed until a page has been painted and has the focus: this is over once it hears a key. */
async function hearsKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.addEventListener("keyup", () => document.documentElement.setAttribute("data-hears", ""), { once: true });
  });
  await expect
    .poll(async () => {
      await page.keyboard.press("Shift");
      return page.locator("html[data-hears]").count();
    })
    .toBe(1);
}

/** What was read is on the disk of this device. */
export async function kept(page: Page): Promise<void> {
  await page.getByText(/^Kept on this device/).waitFor(); // as text, it would also be found in "Being kept on this device"
}

/** Paths, or files of `file`, but not both at once: Playwright takes the ones or the others. */
export async function choose(page: Page, ...files: string[] | ReturnType<typeof file>[]): Promise<void> {
  await setFiles(page, ...files);
  await allRead(page);
}

const sample = (name: string) => readFileSync(path(`../../web/src/samples/${name}.md`), "utf8");

/** One week in both languages, which contradict each other on the incidents handled, and on nothing else. */
export function editions(): ReturnType<typeof file>[] {
  return [
    file("english.md", sample("sample-2019-43")),
    file("chinese.md", sample("sample-zh-2019-43").replaceAll("1594", "1604")),
  ];
}

/** The English edition of the week before. */
export const weekBefore = () => file("before.md", sample("sample-2019-42"));

/** No profile fits it. */
export const stranger = file("club.md", "Garden club, 14 members.");

/** The same, without waiting for them to be read. */
export async function setFiles(page: Page, ...files: string[] | ReturnType<typeof file>[]): Promise<void> {
  await page.setInputFiles("input[type=file]", files);
}

/** Files in a drag, as the browser would hand them over. */
export function dragOf(page: Page, ...files: ReturnType<typeof file>[]) {
  return page.evaluateHandle(
    (contents) => {
      const data = new DataTransfer();
      for (const { name, base64 } of contents) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        data.items.add(new File([bytes], name));
      }
      return data;
    },
    files.map(({ name, buffer }) => ({ name, base64: buffer.toString("base64") })),
  );
}

/** As a user does, the key is pressed again where no chooser opens: a browser may drop one that it does not take for the user's. */
export async function chooseByKey(page: Page, ...files: string[]): Promise<void> {
  let chooser: FileChooser | undefined;
  const opened = (it: FileChooser) => {
    chooser ??= it;
  };
  page.on("filechooser", opened);
  await expect
    .poll(
      async () => {
        if (chooser === undefined) await page.keyboard.press("Control+o");
        return chooser;
      },
      { interval: 2000 },
    )
    .toBeDefined();
  page.off("filechooser", opened);
  await chooser?.setFiles(files);
  await allRead(page);
}

/** Saving is offered once every document has been read or refused. */
export async function allRead(page: Page): Promise<void> {
  await page.waitForSelector("#save-records:enabled");
}

export const reportRows = (page: Page) => page.locator(".reports tr.report");
export const failedRows = (page: Page) => page.locator(".queue li.failed");

export type View = "Library" | "Report" | "Compare" | "Trends" | "Teach";

export async function go(page: Page, view: View): Promise<void> {
  await page.getByRole("navigation").getByRole("link", { name: view, exact: true }).click();
}

/** Opens the report of a document in the library. */
export async function openReport(page: Page, name: string): Promise<void> {
  if ((await page.locator("main.view-library").count()) === 0) await page.keyboard.press("1");
  await reportRows(page).filter({ hasText: name }).locator("a.link").click();
  await page.locator(".source h2", { hasText: name }).waitFor();
}

/** Documents into the library, and the first one opened. */
export async function chooseAndOpen(page: Page, ...files: string[]): Promise<void> {
  await choose(page, ...files);
  await openReport(page, basename(files[0] ?? ""));
}

export const fieldRow = (page: Page, name: string) => page.locator(`tr[data-field="${name}"]`);

/** The highlighted sentence, when it is within the visible part of the source pane. */
export async function sentenceInView(page: Page): Promise<string> {
  const mark = page.locator(".source mark");
  const [sentence, pane] = [await mark.boundingBox(), await page.locator(".source .text").boundingBox()];
  if (!sentence || !pane) throw new Error("no sentence is highlighted");
  if (sentence.y < pane.y || sentence.y + sentence.height > pane.y + pane.height) throw new Error("it is out of view");
  return (await mark.textContent()) ?? "";
}

export async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), "utf8");
}

/** What the page saves when `button` is pressed. */
export async function saved(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(button)]);
  return textOf(download);
}
