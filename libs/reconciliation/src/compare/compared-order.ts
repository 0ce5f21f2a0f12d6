import type { ComparedFacts } from '#domain/compared-facts.js';
import type { Fen } from '#domain/money.js';
import type { SellRank } from '#domain/order.js';
import type { LegOpenedBy } from '#ledger/recording.js';

/** What its vendor says, and since when we know it to say so: the time of its recording. */
export interface KnownFacts extends Omit<
  ComparedFacts,
  'completedAt' | 'afterSale' | 'totalFen' | 'linesDigest'
> {
  readonly paymentSince: Date | null;
  readonly fulfilmentSince: Date | null;
  readonly refundedSince: Date | null;
}

/** A leg as rules see it. */
export interface ComparedLeg {
  readonly id: string;
  readonly accountId: string;
  readonly vendorNo: string;
  /** 0: a storefront's, 1: a till's, null: it never sells. */
  readonly sellRank: SellRank;
  readonly storeId: string | null;
  /** As its vendor calls the store. */
  readonly vendorStoreId: string | null;
  readonly openedBy: LegOpenedBy;
  readonly createdAt: Date;
  /** 1970 while only a receipt is known of it. */
  readonly confirmedAt: Date;
  readonly marker: string | null;
  /** Where its vendor has it from; read only of those that may be missing at a till, else null. */
  readonly origin: Readonly<Record<string, string>> | null;
  /** Null: it was recorded before there were these facts, and is not filled yet. */
  readonly facts: KnownFacts | null;
}

/** A command about one of the order's legs, as far as rules look at it. */
export interface ComparedCommand {
  readonly id: string;
  readonly kind: string;
  readonly accountId: string;
  readonly legId: string;
  readonly generation: number;
  readonly state: string;
  readonly errorCode: string | null;
  readonly marker: string | null;
  readonly vendorNo: string | null;
  /** What made it: a rule, a copy that turned up, an operator. */
  readonly cause: string;
  /** Only of a `place` whose document was sent: what that said that the order comes to; null where the till's prices hold. */
  readonly sentFen: Fen | null;
  /** Digest of the products that it said, and how many of each; null: none was sent, or before it was kept. */
  readonly sentProducts: string | null;
  /** The time that the last attempt named, and from when on nothing of it can be under way. */
  readonly statedAt: Date | null;
  readonly overAt: Date | null;
  /** Complete negative finds since, and when the last one was made. */
  readonly finds: number;
  readonly foundAt: Date | null;
}

/** All that comparing an order depends on, beside the accounts and the time. */
export interface ComparedOrder {
  readonly id: string;
  readonly storeId: string | null;
  readonly placedAt: Date | null;
  readonly createdAt: Date;
  /** By id; none when they were all linked to other orders. */
  readonly legs: readonly ComparedLeg[];
  readonly commands: readonly ComparedCommand[];
}

/** Of several the first by id, as in the order's fold. */
export function storefrontLeg({ legs }: ComparedOrder): ComparedLeg | undefined {
  let first: ComparedLeg | undefined;
  for (const leg of legs) if (leg.sellRank === 0 && (first === undefined || leg.id < first.id)) first = leg;
  return first;
}

export const tillLegs = ({ legs }: ComparedOrder): ComparedLeg[] =>
  legs.filter(({ sellRank }) => sellRank === 1);

/** The legs of those who deliver: they never sell. */
export const shipperLegs = ({ legs }: ComparedOrder): ComparedLeg[] =>
  legs.filter(({ sellRank }) => sellRank === null);

const UNSETTLED: ReadonlySet<string> = new Set(['held', 'waiting', 'unknown']);

/** Dispatch is not through with the order: what it is about to do is no difference. */
export const hasOpenCommand = ({ commands }: ComparedOrder): boolean =>
  commands.some(({ state }) => UNSETTLED.has(state));
