import type { z } from 'zod';
import { pick, type Random } from '../random.js';
import type { LifeStep, PastLife } from './order-life.js';

/** Where invented customers buy, whatever the vendor: they only place, and let things happen. */
export interface Storefront {
  readonly name: string;
  /** @returns the order numbers */
  place(wishes: readonly PlainWish[], notify: boolean): string[];
  /** Lets a step happen now (epoch ms). */
  step(orderNo: string, step: LifeStep, now: number): void;
  /** Says once more how the order stands now. */
  tellAgain(orderNo: string, times: number): void;
  /** Notifications that nobody acknowledged yet. */
  waiting(): number;
}

/** An order in no vendor's words. Its lines follow from `seed`. */
export interface PlainWish {
  readonly store: string;
  readonly seed: string;
  readonly life: PastLife;
}

export const stepAt = ({ steps }: PastLife, step: LifeStep): number | undefined =>
  steps.find((one) => one.step === step)?.at;

/** Storefronts with their stores, for whoever chooses among them. */
export interface StoreChoice {
  readonly storefront: Storefront;
  readonly stores: readonly [string, ...string[]];
}

export const chooseStore = ({ stores }: StoreChoice, random: Random): string => pick(random, stores);

/** A vendor's storefronts, in its own words: how the control API names one of them and its stores. */
export interface Storefronts {
  /** Several of them: `merchants`. */
  readonly list: string;
  /** The field that names one: `openId`. */
  readonly id: string;
  /** The field that names its stores, and what one store's name is. */
  readonly stores: string;
  readonly store: z.ZodType<string>;
  /**
   * @throws ControlFault when there is none of that id
   */
  storesOf(id: string): readonly string[];
  open(id: string): Storefront;
  ordersSoFar(): number;
}
