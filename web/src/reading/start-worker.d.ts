/** Which of the two start-worker files this is, the build decides (vite.config.ts). */
declare module "#start-worker" {
  export function startWorker(): Worker;
}
