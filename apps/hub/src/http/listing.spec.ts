import fc from 'fast-check';
import { uuidV7 } from '#domain/ids.js';
import { HttpProblem } from './problem/http-problem.js';
import { BY_ID, byHour, type Cut, listPart } from './listing.js';

const idAt = (ms: number): string => uuidV7(new Date(ms), Buffer.alloc(10, ms % 256));

/** All of a list, part by part, as a client reads it. */
async function readAll<Item, Position>(
  items: readonly Item[],
  limit: number,
  cut: Cut<Item, Position>,
  isAfter: (item: Item, position: Position) => boolean,
): Promise<Item[]> {
  const seen: Item[] = [];
  let cursor: string | undefined;
  do {
    const part = await listPart({ limit, cursor }, cut, ({ limit: wanted, after }) =>
      Promise.resolve(items.filter((item) => after === undefined || isAfter(item, after)).slice(0, wanted)),
    );
    expect(part.items.length).toBeLessThanOrEqual(limit);
    seen.push(...part.items);
    cursor = part.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return seen;
}

describe('listPart', () => {
  it('shows every item once, whatever the parts’ size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(30), fc.integer({ min: 1, max: 12 }), async (length, limit) => {
        const items = Array.from({ length }, (_, at) => ({ id: idAt(at + 1) }));
        expect(await readAll(items, limit, BY_ID, ({ id }, after) => id > after)).toEqual(items);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps hours apart that share an instant', async () => {
    const cut = byHour<{ hourStart: Date; id: string }>(({ id }) => id);
    const items = [2, 1].flatMap((hour) =>
      [3, 2, 1].map((id) => ({ hourStart: new Date(hour * 3_600_000), id: idAt(id) })),
    );
    const isAfter = (item: (typeof items)[number], after: { hourStart: Date; id: string }) =>
      item.hourStart < after.hourStart ||
      (item.hourStart.getTime() === after.hourStart.getTime() && item.id < after.id);
    for (const limit of [1, 2, 4]) expect(await readAll(items, limit, cut, isAfter)).toEqual(items);
  });

  it.each(['', 'x', 'bm9wZQ', Buffer.from('1 2').toString('base64url')])(
    'refuses the cursor "%s"',
    async (cursor) => {
      const read = () => Promise.resolve([]);
      await expect(listPart({ limit: 1, cursor }, BY_ID, read)).rejects.toBeInstanceOf(HttpProblem);
      await expect(listPart({ limit: 1, cursor }, byHour(String), read)).rejects.toBeInstanceOf(HttpProblem);
    },
  );
});
