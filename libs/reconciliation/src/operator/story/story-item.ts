import type { Moment } from '#domain/moment.js';
import type { TimelineKind } from '#domain/timeline-evidence.js';

/** One thing that happened to an order. */
export interface StoryItem {
  readonly at: Date;
  readonly kind: TimelineKind;
  /** By the names of `TIMELINE_EVIDENCE`; money as digits, instants as ISO text. */
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly ids: StoryIds;
}

/** Where to look further. */
export interface StoryIds {
  readonly entryId?: string;
  readonly legId?: string;
  readonly accountId?: string;
  readonly orderId?: string;
  readonly correctionId?: string;
  readonly dispatchId?: string;
  readonly discrepancyId?: string;
  readonly repairId?: string;
  readonly textId?: string;
  readonly storeId?: string;
  readonly hourStart?: Date;
  readonly revision?: number;
  readonly submissionId?: string;
}

/** Where an item stands in its story: by time, within an instant by where it was read, and there by a key. */
export interface StoryPlace extends Moment {
  readonly source: number;
}

export interface PlacedItem extends StoryItem {
  readonly place: StoryPlace;
}

export const inOrder = ({ place: one }: PlacedItem, { place: other }: PlacedItem): number =>
  one.at.getTime() - other.at.getTime() || one.source - other.source || (one.key < other.key ? -1 : 1);

/** Before and after every key that there is. */
const [FIRST_KEY, LAST_KEY] = ['', '~'];

/** What is left of a source after a place in the story. */
export function momentIn(source: number, place: StoryPlace | undefined): Moment {
  if (place === undefined) return { at: new Date(0), key: FIRST_KEY };
  if (source === place.source) return place;
  return { at: place.at, key: source < place.source ? LAST_KEY : FIRST_KEY };
}
