import type { Database } from '#database/database.js';
import type { StoreScope } from '#domain/access.js';
import type { Moment } from '#domain/moment.js';
import { type StoryOrder, storyOrder } from '#ledger/story/story-legs.query.js';
import { commandItem, correctedItem, discrepancyItem, dismissedItem } from './acted-items.js';
import { countedItem, hourItem } from './counted-item.js';
import { readNames, type StoryNames } from './names.js';
import { inOrder, type PlacedItem, type StoryItem, type StoryPlace } from './story-item.js';
import { readStory, SOURCES, type StoryRows } from './story-sources.js';
import { linkItem, statedItem } from './told-by-vendors.js';

export interface StoryPart {
  /** The last of the part before; undefined at the beginning. */
  readonly after?: StoryPlace | undefined;
  readonly limit: number;
  /** Of which stores it is to be, and what is told of it: see {@link readStory}. */
  readonly stores?: StoreScope | undefined;
}

/** Tells all that happened to an order, in one list. */
export class OrderStory {
  constructor(private readonly database: Database) {}

  /**
   * The oldest first. A bounded number of statements, each of which reads no more than the part.
   * @returns undefined where there is no such order; at most `limit` items else, fewer only at the end
   */
  async part(orderId: string, part: StoryPart): Promise<readonly PlacedItem[] | undefined> {
    const order = await storyOrder(this.database, orderId, part.stores ?? null);
    return order && this.read(order, part);
  }

  private async read(order: StoryOrder, { after, limit, stores }: StoryPart): Promise<PlacedItem[]> {
    const rows = await readStory(this.database, order, { after, limit, stores });
    const names = await readNames(this.database, order, rows);
    return itemsOf(order, rows, names).sort(inOrder).slice(0, limit);
  }
}

function itemsOf(order: StoryOrder, rows: StoryRows, names: StoryNames): PlacedItem[] {
  return [
    ...goneItem(order, rows.keptSince),
    ...placed('stated', rows.stated, (row) => statedItem(row, names)),
    ...placed('links', rows.links, (row) => linkItem(row, names, order.id)),
    ...placed('corrected', rows.corrected, (row) => correctedItem(row, names)),
    ...placed('counted', rows.counted, countedItem),
    ...placed('dismissed', rows.dismissed, (row) => dismissedItem(row, names)),
    ...placed('commands', rows.commands, (row) => commandItem(row, names)),
    ...placed('discrepancies', rows.discrepancies, discrepancyItem),
    ...placed('hours', rows.hours, (row) => hourItem(row, names)),
  ];
}

/** Before all else. */
function goneItem({ legs }: StoryOrder, keptSince: Date | null | undefined): PlacedItem[] {
  if (keptSince === undefined) return [];
  const at = new Date(Math.min(...legs.map(({ createdAt }) => createdAt.getTime())));
  const item = {
    at,
    kind: 'entries_gone',
    evidence: { beforeAt: keptSince?.toISOString() ?? null },
    ids: {},
  } as const;
  return [{ ...item, place: { at: new Date(0), key: '', source: SOURCES.gone } }];
}

/** Each row is one item: else a part of rows could end before the rows of another source that it is told among. */
const placed = <Row extends Moment>(
  source: keyof typeof SOURCES,
  rows: readonly Row[],
  toItem: (row: Row) => StoryItem,
): PlacedItem[] =>
  rows.map((row) => ({
    ...toItem(row),
    place: { at: row.at, key: row.key, source: SOURCES[source] },
  }));
