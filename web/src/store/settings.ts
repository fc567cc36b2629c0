/** What the reader prefers, kept in the browser's local storage where it has one. */
import type { Locale } from "../messages/messages.ts";

export type Theme = "auto" | "light" | "dark";
export type Order = "ascending" | "descending";

export interface Settings {
  /** Not set: the browser's. */
  locale?: Locale;
  theme: Theme;
  order: Order;
  /** Fields that are columns of the library; not set: headline figures that the reports print. */
  columns?: string[] | undefined;
  lastYear: boolean;
  /** Shortcuts of one character; those of Ctrl always work. */
  shortcuts: boolean;
}

const key = "certdelta.settings";
export const defaultSettings: Settings = { theme: "auto", order: "descending", lastYear: true, shortcuts: true };

export function loadSettings(): Settings {
  try {
    const stored = JSON.parse(localStorage.getItem(key) ?? "{}") as Partial<Settings>;
    const settings: Settings = { ...defaultSettings };
    if (stored.locale === "en" || stored.locale === "zh-CN") settings.locale = stored.locale;
    if (stored.theme === "light" || stored.theme === "dark") settings.theme = stored.theme;
    if (stored.order === "ascending") settings.order = stored.order;
    if (stored.lastYear === false) settings.lastYear = false;
    if (stored.shortcuts === false) settings.shortcuts = false;
    if (isNames(stored.columns)) settings.columns = stored.columns;
    return settings;
  } catch {
    return defaultSettings; // no storage, or not what this page wrote
  }
}

export function saveSettings(settings: Settings): void {
  try {
    localStorage.setItem(key, JSON.stringify(settings));
  } catch {
    // Without storage they hold until the page is closed.
  }
}

/** Another window of the page has changed them. */
export function watchSettings(changed: (settings: Settings) => void): void {
  addEventListener("storage", (event) => {
    if (event.key === key) changed(loadSettings());
  });
}

function isNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === "string");
}
