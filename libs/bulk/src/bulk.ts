/** How a bulk act stands. One that is planned can be begun until it expires. */
export const BULK_STATES = ['planned', 'running', 'done', 'cancelled', 'expired'] as const;
export type BulkState = (typeof BULK_STATES)[number];

/** What came of one of its things. */
export const BULK_ITEM_STATES = ['waiting', 'done', 'failed', 'skipped'] as const;
export type BulkItemState = (typeof BULK_ITEM_STATES)[number];

/** More at once are refused: a person who means so many narrows what is meant. */
export const MOST_ITEMS = 100_000;
/** What a plan shows of them. */
export const SAMPLE = 10;
/** What was selected is seldom what is meant an hour later, ms. */
export const PLAN_LASTS_MS = 3_600_000;

export interface BothLanguages {
  readonly zh: string;
  readonly en: string;
}

/** Who plans, begins or stops one. */
export interface BulkActor {
  readonly kind: string;
  readonly id: string;
}
