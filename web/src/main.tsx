import { render } from "preact";
import { App } from "./app.tsx";
import { AppContext } from "./app-context.ts";
import { watchForUpdates } from "./offline/updates.ts";
import { Actions } from "./store/actions.ts";
import { Store } from "./store/store.ts";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/tables.css";
import "./styles/source.css";
import "./styles/trends.css";
import "./styles/teach.css";
import "./styles/print.css";

const place = document.getElementById("app");
if (place) {
  const store = new Store();
  const actions = new Actions(store);
  render(
    <AppContext.Provider value={{ store, actions }}>
      <App />
    </AppContext.Provider>,
    place,
  );
  void actions.start();
  watchForUpdates(store);
}
