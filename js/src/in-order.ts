/**
 * Does `work` on up to `width` items side by side, and gives what comes of it in the order of the items. A result is given out
 * even while the source takes its time over the next item; the source is asked only for what there is room for.
 */
export async function* inOrder<Item, Result>(
  items: AsyncIterable<Item>,
  width: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result, void, undefined> {
  const source = items[Symbol.asyncIterator]();
  const underWay: Promise<{ result: Result }>[] = [];
  let pulling: Promise<{ pulled: IteratorResult<Item> }> | undefined;
  let ended = false;
  try {
    while (true) {
      if (!ended && underWay.length < width) pulling ??= source.next().then((pulled) => ({ pulled }));
      const events = [underWay[0], pulling].filter((event) => event !== undefined);
      if (events.length === 0) return;
      const event = await Promise.race<{ result: Result } | { pulled: IteratorResult<Item> }>(events);
      if ("result" in event) {
        underWay.shift();
        yield event.result;
        continue;
      }
      pulling = undefined;
      ended = event.pulled.done === true;
      if (event.pulled.done) continue;
      const working = work(event.pulled.value).then((result) => ({ result }));
      working.catch(() => {}); // its turn to be awaited may never come
      underWay.push(working);
    }
  } finally {
    // A source that never answers must not keep this from ending.
    if (!ended) void source.return?.().catch(() => {});
  }
}
