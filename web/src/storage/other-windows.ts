/** Other windows of the page on this device share the library: each says what it changed, and holds a lock while it is open. */

export interface LibraryChange {
  /** Reports that were added, read again, deleted or taken back. */
  reports: readonly string[];
  /** The user's profiles are other ones. */
  profiles: boolean;
}

const name = "certdelta.library";

export class OtherWindows {
  readonly #channel: BroadcastChannel | undefined;

  constructor(changed: (change: LibraryChange) => void) {
    try {
      this.#channel = new BroadcastChannel(name);
      this.#channel.onmessage = ({ data }: MessageEvent<LibraryChange>) => changed(data);
    } catch {
      // Some private windows have none: they see what others changed when they are opened again.
    }
  }

  tell(change: LibraryChange): void {
    this.#channel?.postMessage(change);
  }

  /** Whether this window is the only one; from now on, it is one for the others. */
  async alone(): Promise<boolean> {
    try {
      const { held = [] } = await navigator.locks.query();
      const others = held.some((lock) => lock.name === name);
      void navigator.locks.request(name, { mode: "shared" }, () => new Promise<never>(() => {})).catch(() => {});
      return !others;
    } catch {
      return true; // a browser without locks
    }
  }
}
