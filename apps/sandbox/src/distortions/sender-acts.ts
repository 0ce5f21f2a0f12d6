import type { Distortion } from './distortion.js';
import type { Story } from './told-stories.js';

export interface SenderAct {
  /** Whether the storefront tells of the order when it is placed. */
  readonly notify: boolean;
  /** What it sends besides: how often, and whether only after a while. */
  readonly again: { readonly times: number; readonly isLate: boolean } | null;
}

/** What may become of what a storefront sends; nothing of it lasts, or nobody can tell. */
export const SENDER_ACTS = {
  push_lost: { notify: false, again: null },
  push_late: { notify: false, again: { times: 1, isLate: true } },
  push_doubled: { notify: true, again: { times: 2, isLate: false } },
} as const satisfies Readonly<Record<string, SenderAct>>;

export type SenderActKind = keyof typeof SENDER_ACTS;

interface Sending {
  readonly lateMs: number;
  readonly later: { after(ms: number, act: () => void): void };
  readonly end: (distortion: Distortion) => void;
}

/** Sends what is sent besides; then all has come. */
export function sendAgain(
  { again }: SenderAct,
  { storefront, orderNo }: Story,
  distortion: Distortion,
  { lateMs, later, end }: Sending,
): void {
  if (again === null) return;
  later.after(again.isLate ? lateMs : 0, () => {
    storefront.tellAgain(orderNo, again.times);
    end(distortion);
  });
}
