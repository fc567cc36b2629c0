/** The page in Debian's Chromium, with everything noted that it must not do. */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Download, type Page } from "playwright-core";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export const singleFile = pathToFileURL(path("../../dist/certdelta.html")).href;
export const hostedFolder = path("../../dist/web/");
export const older = path("fixtures/issue-20-2024.md");
export const newer = path("fixtures/issue-21-2024.md");

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: "/usr/bin/chromium",
    timeout: 120_000,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
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
  const ownRequests: string[] = [];
  context.on("request", (request) => {
    requests.push(request.url());
    if (!request.serviceWorker()) ownRequests.push(request.url());
  });
  await page.goto(address);
  await page.waitForSelector("main[data-ready=true]");
  // Chromium drops what is typed before a page's first paint; nobody types that early.
  await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  return { page, problems, requests, ownRequests };
}

export async function choose(page: Page, ...files: Parameters<Page["setInputFiles"]>[1][]): Promise<void> {
  await page.setInputFiles("input[type=file]", files.flat() as string[]);
  await allRead(page);
}

/** Ctrl+O, as often as a busy browser that has only just started needs to hear it. */
export async function chooseByKey(page: Page, ...files: string[]): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const opened = page.waitForEvent("filechooser", { timeout: 5000 }).catch(() => undefined);
    await page.keyboard.press("Control+o");
    const chooser = await opened;
    if (!chooser) continue;
    await chooser.setFiles(files);
    return allRead(page);
  }
  throw new Error("Ctrl+O opens no files");
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
