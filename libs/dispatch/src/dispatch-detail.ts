import type { DispatchState, Shown } from './dispatch-words.js';

/** Where a command stood before a person said how it ended. */
export interface StandingBefore {
  readonly state: DispatchState;
  readonly shown: Shown | null;
  readonly detail: DispatchDetail | null;
}

/** What a person needs to decide, and what a person decided. */
export interface DispatchDetail {
  /** Items that no mapping knows. */
  readonly items?: readonly { readonly itemName: string; readonly itemSpec: string | null }[];
  /** Orders at the till that look like this one, without its marker. */
  readonly similar?: readonly {
    readonly vendorNo: string;
    readonly placedAt: Date | string | null;
    readonly fulfilment: string;
  }[];
  /** Orders that a person has looked at: they are others. */
  readonly notOurs?: readonly string[];
  /** What was judged when it was held for what it says: it is judged again once that is another. */
  readonly judged?: string;
  /** What the till said when it was sent last, or why nothing is known of what it said. */
  readonly said?: string;
  /** Whose number the till named for this one. */
  readonly other?: { readonly vendorNo: string; readonly orderId: string };
  /** What comes back when a person takes back that it was placed. */
  readonly before?: StandingBefore;
}

/** What of it outlives the reason why the command was held: who was looked at stays looked at. */
export const lasting = (detail: DispatchDetail | null): DispatchDetail | null =>
  detail?.notOurs === undefined ? null : { notOurs: detail.notOurs };

/** What of it people are shown. */
export function shownDetail(detail: DispatchDetail | null): DispatchDetail | null {
  const { before: _before, judged: _judged, ...shown } = detail ?? {};
  return Object.keys(shown).length === 0 ? null : shown;
}

/** A person says that what looked alike is none of ours: it holds up nothing again. */
export function withoutSimilar(detail: DispatchDetail | null): DispatchDetail | null {
  const others = (detail?.similar ?? []).map(({ vendorNo }) => vendorNo);
  const notOurs = [...new Set([...(detail?.notOurs ?? []), ...others])];
  return notOurs.length === 0 ? null : { notOurs };
}
