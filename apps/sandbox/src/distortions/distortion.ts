/** What a distortion comes to for whoever compares the vendors' stories. */
interface Terms {
  /** By which rule it shows; null: by none, because it heals by itself or no other vendor shows it. */
  readonly rule: string | null;
  /** How long it has to stand until it counts. */
  readonly minutes: number;
}

/** Every way in which a story may go wrong. What can be found, and by when, is said here and nowhere else. */
export const DISTORTIONS = {
  push_lost: { rule: null, minutes: 0 },
  push_late: { rule: null, minutes: 0 },
  push_doubled: { rule: null, minutes: 0 },
  amount_changed: { rule: 'amount_differs', minutes: 0 },
  lines_changed: { rule: 'lines_differ', minutes: 0 },
  cancelled_at_till: { rule: 'status_differs', minutes: 15 },
  cancel_ignored: { rule: 'alive_after_cancel', minutes: 10 },
  doubled_at_till: { rule: 'duplicate_at_till', minutes: 10 },
  rung_up: { rule: 'unknown_in_storefront', minutes: 30 },
  order_error: { rule: 'failed_at_suning', minutes: 10 },
  delivered_ahead: { rule: 'status_differs', minutes: 15 },
  refunded_early: { rule: 'refunded_before_completion', minutes: 10 },
  stuck: { rule: 'stuck', minutes: 24 * 60 },
} as const satisfies Readonly<Record<string, Terms>>;

export type DistortionKind = keyof typeof DISTORTIONS;

export const KINDS = Object.keys(DISTORTIONS) as [DistortionKind, ...DistortionKind[]];

/** An order as one vendor numbers it. */
export interface NamedOrder {
  readonly vendor: string;
  readonly orderNo: string;
}

/** One story that went wrong; times in epoch ms. */
export interface Distortion {
  readonly id: string;
  readonly kind: DistortionKind;
  readonly at: number;
  readonly orders: readonly NamedOrder[];
  readonly findable: boolean;
  /** By which rule, where it is findable. */
  readonly rule: string | null;
  /** Until when it is to be found; null where it cannot be. */
  readonly by: number | null;
  /** When the story came right again; null while it has not. */
  readonly endedAt: number | null;
}
