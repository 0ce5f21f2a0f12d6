import { z } from 'zod';
import { storefrontLists } from '../customers.js';
import type { Storefronts } from '../invented/storefront.js';
import { KINDS } from './distortion.js';

const fields = {
  /** Tills at which orders are rung up that no storefront knows. */
  tills: z.tuple([z.string().min(1)], z.string().min(1)),
  /** Those of them that sell nothing but what storefronts sell: only there such an order can be told. */
  storefrontOnly: z.array(z.string().min(1)).default([]),
  /** Suning's merchants that deliver for the storefronts. */
  appKeys: z.array(z.string().min(1)).default([]),
  perMinute: z.number().min(0).max(6_000).default(0.5),
  kinds: z.tuple([z.enum(KINDS)], z.enum(KINDS)).default(KINDS),
  /** How long after an order came to a till something happens to it there. */
  settleMs: z.int().min(0).max(600_000).default(5_000),
  /** How late a late push is. */
  lateMs: z.int().min(0).max(3_600_000).default(180_000),
  /** Beside a rule's own patience: until it is read where nothing is pushed. */
  noticeMinutes: z.int().min(0).max(1_440).default(20),
  seed: z.union([z.string(), z.number()]).default('distortions'),
};

/** With the storefronts by the names of their lists, as customers name them. */
export type DistortionsInput = z.output<z.ZodObject<typeof fields>> & Readonly<Record<string, unknown>>;

export const distortionsInput = (all: readonly Storefronts[]): z.ZodType<DistortionsInput> =>
  z.strictObject({ ...storefrontLists(all), ...fields });
