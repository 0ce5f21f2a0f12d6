import { intBetween, type Random } from '../random.js';

/** How far an invented order has come. `over` = nothing more happens to it. */
export type LifeState = 'unpaid' | 'paid' | 'over';
export type LifeStep = 'pay' | 'cancel' | 'complete' | 'refund';

/**
 * What happens next to an open order. Unpaid ones are mostly paid after all, paid ones mostly completed.
 * Paid orders are never cancelled: how Zhimai says "cancelled" is unknown, so the hub could not tell.
 */
export function nextStep(state: 'unpaid' | 'paid', random: Random): LifeStep {
  const chance = random();
  if (state === 'unpaid') return chance < 0.7 ? 'pay' : 'cancel';
  return chance < 0.93 ? 'complete' : 'refund';
}

export const stateAfter = (step: LifeStep): LifeState => (step === 'pay' ? 'paid' : 'over');

/** A whole past life: when it was placed, and what became of it when (epoch ms). */
export interface PastLife {
  readonly placedAt: number;
  readonly steps: readonly { readonly step: LifeStep; readonly at: number }[];
}

const MINUTE_MS = 60_000;

/** Most past orders were paid within a minute and completed within the hour; none ends after `latest`. */
export function inventPastLife(placedAt: number, latest: number, random: Random): PastLife {
  const at = (low: number, high: number, after: number): number =>
    Math.min(latest, after + intBetween(random, low * 1_000, high * 1_000));
  if (random() < 0.04) return { placedAt, steps: [{ step: 'cancel', at: at(300, 900, placedAt) }] };
  const paidAt = at(2, 60, placedAt);
  const ending = nextStep('paid', random);
  return {
    placedAt,
    steps: [
      { step: 'pay', at: paidAt },
      { step: ending, at: at(300, 3_000, paidAt) },
    ],
  };
}

/** `perHour` moments in each hour between from and to, give or take a third, in ascending order. */
export function inventMoments(from: number, to: number, perHour: number, random: Random): number[] {
  const moments: number[] = [];
  for (let start = from; start < to; start += 60 * MINUTE_MS) {
    const span = Math.min(60 * MINUTE_MS, to - start);
    const share = (perHour * span) / (60 * MINUTE_MS);
    const count = Math.round(share * (0.67 + random() * 0.66));
    for (let index = 0; index < count; index += 1) moments.push(start + Math.floor(random() * span));
  }
  return moments.sort((a, b) => a - b);
}
