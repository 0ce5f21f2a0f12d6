import { randomBytes } from 'node:crypto';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import { businessDate } from '#domain/business-time.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import { groupBy } from '#reporting/figures/group-by.js';
import {
  contradictedPairs,
  dropPickupNumbers,
  type LegPair,
  nearLegs,
  type OpenedLeg,
  openedLegs,
  type PickupNumber,
  sameNumbers,
  scoredLegs,
} from './lonely-legs.query.js';
import {
  type Candidate,
  likeliest,
  type LonelyLeg,
  movingFirst,
  NEAR_MS,
  scoreOf,
} from './suggestion-score.js';
import {
  endSuggestions,
  insertSuggestions,
  type NewSuggestion,
  takeUntil,
  writeUntil,
} from './suggestions.store.js';

export interface SuggestingParts {
  readonly database: Pick<Database, 'transaction'>;
  readonly clock: Clock;
  /** How many legs are looked at in a transaction. */
  readonly legsPerSlice: number;
}

/** By then whatever links a leg exactly has mostly come: its receipt, another's word of its number. */
const WAITS_MS = 2 * 60_000;
const DAY_MS = 24 * 3_600_000;
/** Who has not looked by then will not. */
const KEPT_MS = 35 * DAY_MS;
/** A business day begins at most a day before its date ends anywhere. */
const NUMBERS_KEPT_MS = 3 * DAY_MS;
const MOST_ENDED = 1_000;

type Known = Parameters<typeof scoreOf>[2];
type Pair = LegPair & { readonly known: Known };

/**
 * Looks through legs once, some minutes after they were opened, for others that stand alone as they do and may be the
 * same order. Beside recording and comparing, and no slower for how many orders there are: each look goes by an index.
 */
export class Suggesting {
  constructor(private readonly parts: SuggestingParts) {}

  /** Until all are looked at that are old enough. One hub at a time. */
  async run(signal: AbortSignal): Promise<void> {
    const { database, legsPerSlice } = this.parts;
    for (;;) {
      const looked = await database.transaction((sql) => this.slice(sql));
      if (looked < legsPerSlice || signal.aborted) return;
    }
  }

  /** @returns how many legs were looked at */
  private async slice(sql: Sql): Promise<number> {
    const { clock, legsPerSlice } = this.parts;
    const after = await takeUntil(sql);
    if (after === undefined) return 0;
    const before = uuidV7(new Date(clock.now().getTime() - WAITS_MS), Buffer.alloc(10));
    const opened = await openedLegs(sql, after, before, legsPerSlice);
    const last = opened.at(-1);
    if (last !== undefined) await writeUntil(sql, last.id);
    if (opened.length < legsPerSlice) await this.tidy(sql);
    await this.suggest(
      sql,
      await this.pairs(
        sql,
        opened.filter((leg) => leg.isLonely),
      ),
    );
    return opened.length;
  }

  private async pairs(sql: Sql, lonely: readonly OpenedLeg[]): Promise<Pair[]> {
    const { legsPerSlice } = this.parts;
    const placed = lonely.flatMap(({ id, storeId, placedAt }) =>
      storeId === null || placedAt === null ? [] : [{ id, store_id: storeId, placed_at: placedAt }],
    );
    const near = placed.length === 0 ? [] : await nearLegs(sql, placed, NEAR_MS);
    const named = await sameNumbers(sql, lonely.flatMap(numberOf));
    const declared = await contradictedPairs(sql, legsPerSlice);
    const known = new Map<string, Pair>();
    const add = (pairs: readonly LegPair[], what: Known): void => {
      for (const pair of pairs) {
        const key = `${pair.legId} ${pair.otherId}`;
        known.set(key, { ...pair, known: { ...known.get(key)?.known, ...what } });
      }
    };
    add(near, {});
    add(named, { pickup_number: true });
    add(declared, { declared_number: true });
    return [...known.values()];
  }

  private async suggest(sql: Sql, pairs: readonly Pair[]): Promise<void> {
    if (pairs.length === 0) return;
    const ids = new Set(pairs.flatMap(({ legId, otherId }) => [legId, otherId]));
    const legs = await scoredLegs(sql, [...ids]);
    const byLeg = groupBy(candidatesOf(pairs, legs), ({ leg }) => leg.id);
    const chosen = [...byLeg.values()].flatMap(likeliest);
    const rows = onceEach(chosen.map((one) => this.rowOf(one)));
    await insertSuggestions(sql, rows, this.parts.clock.now());
  }

  private rowOf({
    leg,
    other,
    score,
    reasons,
    contradicts,
    isAlike,
  }: ReturnType<typeof likeliest>[number]): NewSuggestion {
    const [moving, staying] = movingFirst(leg, other);
    return {
      id: uuidV7(this.parts.clock.now(), randomBytes(10)),
      ...{ leg_id: moving.id, other_leg_id: staying.id, store_id: staying.storeId ?? moving.storeId },
      ...{ score, reasons: reasons.join(','), contradicts: contradicts.join(','), is_alike: isAlike },
    };
  }

  private async tidy(sql: Sql): Promise<void> {
    const now = this.parts.clock.now().getTime();
    await endSuggestions(sql, new Date(now - KEPT_MS), MOST_ENDED);
    await dropPickupNumbers(sql, new Date(now - NUMBERS_KEPT_MS).toISOString().slice(0, 10));
  }
}

function numberOf({
  id,
  storeId,
  placedAt,
  pickupNo,
  timeZone,
  businessDayStart,
}: OpenedLeg): PickupNumber[] {
  if (storeId === null || placedAt === null || pickupNo === null) return [];
  if (timeZone === null || businessDayStart === null) return [];
  const day = businessDate(placedAt, timeZone, businessDayStart);
  return [{ store_id: storeId, day, number: pickupNo, leg_id: id }];
}

/** A pair that both of its legs show is one; it is not alone where it is not for one of them. */
function onceEach(rows: readonly NewSuggestion[]): readonly NewSuggestion[] {
  const pairs = groupBy(rows, ({ leg_id, other_leg_id }) => `${leg_id} ${other_leg_id}`);
  return [...pairs.values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : [{ ...first, is_alike: first.is_alike || more.some((row) => row.is_alike) }],
  );
}

const candidatesOf = (pairs: readonly Pair[], legs: ReadonlyMap<string, LonelyLeg>): Candidate[] =>
  pairs.flatMap(({ legId, otherId, known }) => {
    const [leg, other] = [legs.get(legId), legs.get(otherId)];
    const scored = leg === undefined || other === undefined ? undefined : scoreOf(leg, other, known);
    return leg === undefined || other === undefined || scored === undefined
      ? []
      : [{ leg, other, ...scored }];
  });
