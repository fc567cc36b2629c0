import { useApp, useMessages } from "../app-context.ts";
import { formatRoute, type Route, views } from "../store/route.ts";
import type { Theme } from "../store/settings.ts";
import type { Store } from "../store/store.ts";
import { StatusLine } from "./status-line.tsx";

export function Header({ onChoose }: { onChoose(): void }) {
  const { store, actions } = useApp();
  const messages = useMessages();
  const { view: current } = store.route.value;
  return (
    <header class="bar">
      <h1 class="brand">
        <Mark />
        <span>certdelta</span>
      </h1>
      <nav class="views" aria-label={messages.say("nav.title")}>
        {views.map((view, index) => (
          <a
            key={view}
            href={formatRoute(lastOf(store, view))}
            aria-current={view === current ? "page" : undefined}
            aria-keyshortcuts={String(index + 1)}
          >
            {messages.say(`view.${view}`)}
          </a>
        ))}
      </nav>
      <StatusLine />
      <div class="actions">
        <button type="button" class="primary" onClick={onChoose}>
          {messages.say("action.choose")}
        </button>
        <button
          type="button"
          class="quiet"
          lang={messages.say("language.otherCode")}
          onClick={() => actions.set({ locale: messages.locale === "en" ? "zh-CN" : "en" })}
        >
          {messages.say("language.other")}
        </button>
        <ThemeButton />
        <button
          type="button"
          class="quiet icon"
          aria-label={messages.say("shortcuts.title")}
          title={messages.say("shortcuts.title")}
          onClick={() => {
            store.dialog.value = "shortcuts";
          }}
        >
          ?
        </button>
      </div>
    </header>
  );
}

const nextTheme: Readonly<Record<Theme, Theme>> = { auto: "light", light: "dark", dark: "auto" };
const themeSigns: Readonly<Record<Theme, string>> = { auto: "◐", light: "○", dark: "●" };

function ThemeButton() {
  const { store, actions } = useApp();
  const messages = useMessages();
  const { theme } = store.settings.value;
  const name = messages.say(`theme.${theme}`);
  return (
    <button
      type="button"
      class="quiet icon"
      aria-label={name}
      title={name}
      onClick={() => actions.set({ theme: nextTheme[theme] })}
    >
      <span aria-hidden="true">{themeSigns[theme]}</span>
    </button>
  );
}

/** Where a view's link leads: to what is shown there now, so that going back and forth loses nothing. */
function lastOf(store: Store, view: Route["view"]): Route {
  const route = store.route.value;
  if (route.view === view) return route;
  const { comparison, shown } = store;
  if (view === "compare" && comparison.value && "before" in comparison.value) {
    const { before, after } = comparison.value;
    if ([before, after].every((id) => store.byId.value.has(id))) return { view, id: before, other: after };
  }
  if (view === "report") {
    const id =
      route.view === "compare" ? route.other : (shown.value?.entry ?? (route.view === "teach" ? route.id : undefined));
    return { view, id };
  }
  return { view };
}

function Mark() {
  return (
    <svg class="mark" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M8 2 15 14H1z" />
    </svg>
  );
}
