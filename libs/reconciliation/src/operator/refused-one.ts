import { type Refusal, refusal } from '#domain/refusal.js';

/** One of many that a person decided about, and why it was left as it is. */
export interface RefusedOne extends Pick<Refusal, 'code' | 'params'> {
  readonly id: string;
  /** The English text of the code. */
  readonly why: string;
}

export const refusedOne = (id: string, { code, params, message: why }: Refusal): RefusedOne => ({
  ...{ id, why, code, params },
});

export const GONE = refusal('no_such_discrepancy');
