import type { Sql } from '#database/sql.js';
import type { StoreScope } from '#domain/access.js';
import { type CommandStoryView, commandPart } from '#dispatch/operator/command-story.query.js';
import type { MomentPart } from '#domain/moment.js';
import { type CountedView, countedPart } from '#ledger/story/counted-story.query.js';
import { type LinkStoryView, linkPart } from '#ledger/story/link-story.query.js';
import {
  type CorrectedView,
  correctedPart,
  type DismissedView,
  dismissedPart,
} from '#ledger/story/people-story.query.js';
import { type StatedView, statedPart, statedSince } from '#ledger/story/stated.query.js';
import type { StoryOrder } from '#ledger/story/story-legs.query.js';
import { type OrderHourView, orderHoursPart } from '#reporting/operator/order-hours.query.js';
import { type DiscrepancyStoryView, discrepancyPart } from './discrepancy-story.query.js';
import { momentIn, type StoryPlace } from './story-item.js';

/** What is read for a part of a story, each in its own order. */
export interface StoryRows {
  /** Since when statements are kept; null where none are, undefined where all are. */
  readonly keptSince: Date | null | undefined;
  readonly stated: readonly StatedView[];
  readonly links: readonly LinkStoryView[];
  readonly corrected: readonly CorrectedView[];
  readonly counted: readonly CountedView[];
  readonly dismissed: readonly DismissedView[];
  readonly commands: readonly CommandStoryView[];
  readonly discrepancies: readonly DiscrepancyStoryView[];
  readonly hours: readonly OrderHourView[];
}

/** Which comes first of what is of one instant. */
export const SOURCES = {
  ...{ gone: 0, stated: 1, links: 2, corrected: 3, counted: 4, dismissed: 5, commands: 6 },
  ...{ discrepancies: 7, hours: 8 },
} as const;

interface PartOfStory {
  readonly after: StoryPlace | undefined;
  readonly limit: number;
  readonly stores: StoreScope | undefined;
}

/**
 * Of each source what comes after the place, at most `limit` of it: a statement each. Of an order of which another
 * store has a leg, what is about all its legs is told to nobody who does not see that store.
 */
export async function readStory(
  sql: Sql,
  { id, orderIds, legs, isWhole }: StoryOrder,
  { after, limit, stores }: PartOfStory,
): Promise<StoryRows> {
  const legIds = legs.map((leg) => leg.id);
  const part = (source: keyof typeof SOURCES): MomentPart => ({
    after: momentIn(SOURCES[source], after),
    limit,
    stores,
  });
  const [stated, links, corrected, counted, dismissed, commands, discrepancies, hours] = await Promise.all([
    statedPart(sql, legIds, part('stated')),
    linkPart(sql, id, part('links')),
    correctedPart(sql, legIds, part('corrected')),
    countedPart(sql, orderIds, part('counted')),
    isWhole ? dismissedPart(sql, id, part('dismissed')) : [],
    isWhole ? commandPart(sql, legIds, part('commands')) : [],
    isWhole ? discrepancyPart(sql, orderIds, part('discrepancies')) : [],
    orderHoursPart(sql, orderIds, part('hours')),
  ]);
  const keptSince = after === undefined ? await statedSince(sql, legIds) : undefined;
  return { keptSince, stated, links, corrected, counted, dismissed, commands, discrepancies, hours };
}
