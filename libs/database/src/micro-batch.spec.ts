import { MicroBatch } from './micro-batch.js';

/** A batch that ends when the test says so. */
function held() {
  const batches: {
    items: readonly number[];
    end(results: readonly string[]): void;
    fail(error: Error): void;
  }[] = [];
  const send = (items: readonly number[]) =>
    new Promise<readonly string[]>((end, fail) => batches.push({ items, end, fail }));
  return { batches, send };
}

describe('MicroBatch', () => {
  it('sends the first item at once and collects the others while it is under way', async () => {
    const { batches, send } = held();
    const batch = new MicroBatch(send, { largest: 10, atOnce: 1 });
    const results = Promise.all([1, 2, 3].map((item) => batch.add(item)));
    expect(batches.map(({ items }) => items)).toEqual([[1]]);
    expect(batch.backlog).toBe(2);
    batches[0]?.end(['one']);
    await new Promise(setImmediate);
    expect(batches[1]?.items).toEqual([2, 3]);
    batches[1]?.end(['two', 'three']);
    expect(await results).toEqual(['one', 'two', 'three']);
  });

  it('waits, where it gathers, for those of the same turn', async () => {
    const { batches, send } = held();
    const batch = new MicroBatch(send, { largest: 10, atOnce: 1, gathers: true });
    for (const item of [1, 2, 3]) void batch.add(item);
    await new Promise(setImmediate);
    expect(batches.map(({ items }) => items)).toEqual([[1, 2, 3]]);
  });

  it('begins another beside one, where they are to be even, once it is as large', async () => {
    const { batches, send } = held();
    const batch = new MicroBatch(send, { largest: 10, atOnce: 2, evenly: true });
    for (const item of [1, 2, 3, 4, 5]) void batch.add(item);
    expect(batches.map(({ items }) => items)).toEqual([[1], [2]]);
    batches[0]?.end(['']);
    await new Promise(setImmediate);
    expect(batches.map(({ items }) => items)).toEqual([[1], [2], [3, 4, 5]]);
    for (const item of [6, 7]) void batch.add(item);
    batches[1]?.end(['']);
    await new Promise(setImmediate);
    expect(batches).toHaveLength(3);
    void batch.add(8);
    expect(batches[3]?.items).toEqual([6, 7, 8]);
  });

  it('sends what waits once nothing is under way, however little it is', async () => {
    const { batches, send } = held();
    const batch = new MicroBatch(send, { largest: 10, atOnce: 2, evenly: true, gathers: true });
    for (const item of [1, 2]) void batch.add(item);
    await new Promise(setImmediate);
    void batch.add(3);
    batches[0]?.end(['', '']);
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(batches.map(({ items }) => items)).toEqual([[1, 2], [3]]);
  });

  it('keeps to the largest batch', async () => {
    const { batches, send } = held();
    const batch = new MicroBatch(send, { largest: 2, atOnce: 1 });
    for (const item of [1, 2, 3, 4]) void batch.add(item);
    batches[0]?.end(['']);
    await new Promise(setImmediate);
    expect(batches[1]?.items).toEqual([2, 3]);
  });

  it('fails the items of a batch that failed, and no others', async () => {
    const { batches, send } = held();
    const batch = new MicroBatch(send, { largest: 10, atOnce: 1 });
    const [first, second] = [batch.add(1), batch.add(2)];
    batches[0]?.fail(new Error('no database'));
    await expect(first).rejects.toThrow('no database');
    batches[1]?.end(['two']);
    expect(await second).toBe('two');
  });

  it('never lets an item pass that got no result', async () => {
    const { batches, send } = held();
    const batch = new MicroBatch(send, { largest: 10, atOnce: 1 });
    const item = batch.add(1);
    batches[0]?.end([]);
    await expect(item).rejects.toThrow('no result');
  });
});
