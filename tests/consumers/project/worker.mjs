import { use } from "./use.mjs";

addEventListener("message", async ({ data }) => {
  try {
    postMessage(await use(data, { concurrency: 0 }));
  } catch (error) {
    postMessage(String(error));
  }
});
