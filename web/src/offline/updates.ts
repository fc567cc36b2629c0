/** The hosted page works without a network once it has been opened; a newer one takes over when it is asked to. */
import type { Store } from "../store/store.ts";

export function watchForUpdates(store: Store): void {
  if (!("serviceWorker" in navigator) || !location.protocol.startsWith("http") || import.meta.env.DEV) return;
  const container = navigator.serviceWorker;
  let asked = false;
  container.addEventListener("controllerchange", () => {
    if (asked) location.reload();
  });
  void container.register("./sw.js").then(
    (registration) => {
      const offer = (worker: ServiceWorker | null) => {
        if (!worker || !container.controller) return; // the first one replaces nothing
        store.update.value = () => {
          asked = true;
          worker.postMessage({ type: "SKIP_WAITING" });
        };
      };
      offer(registration.waiting);
      registration.addEventListener("updatefound", () => {
        const worker = registration.installing;
        worker?.addEventListener("statechange", () => {
          if (worker.state === "installed") offer(worker);
        });
      });
    },
    () => {},
  ); // a page that may not have one works all the same
}
