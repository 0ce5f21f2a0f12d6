import type { Database } from '#database/database.js';
import { isInScope, type StoreScope } from '#domain/access.js';
import { businessDate, type Hour, hoursBeginningIn } from '#domain/business-time.js';
import type { Fen } from '#domain/money.js';
import type { HourState } from '#reporting/derive/hour-state.js';
import { groupBy } from '#reporting/figures/group-by.js';
import { countDifference, explain, type Explanation, storyDifference } from '../compare/day-differences.js';
import { type DayHour, readDayHours } from '../read/day-hours.query.js';
import { type PlacedOrder, readDayOrders } from '../read/day-orders.query.js';

interface Amount {
  readonly orders: number;
  readonly totalFen: Fen;
}

/** A store's business day as each side sees it. */
export interface DayView {
  readonly businessDate: string;
  readonly from: Date;
  readonly to: Date;
  readonly storefront: Amount;
  readonly till: Amount;
  readonly counted: Amount;
  readonly reported: Amount;
  /** Orders of the day that a shipper delivers. */
  readonly deliveries: number;
  /** The storefront's less the till's. */
  readonly storefrontTill: Explanation;
  /** What counts less what the leading legs sell. */
  readonly countedSold: Explanation;
  /** What counts less what was accepted, by how the hours stand. */
  readonly countedReported: {
    readonly explained: readonly (Amount & { readonly state: HourState; readonly hours: readonly Date[] })[];
    /** Of hours that are said to be reported as they are. */
    readonly rest: Amount & { readonly differing: number };
  };
}

export interface DaysFilter {
  readonly storeId: string;
  /** Others are not there, nor are their legs. */
  readonly stores?: StoreScope | undefined;
  readonly from: Date;
  readonly to: Date;
  /** Only days after this one, `yyyy-MM-dd`. */
  readonly after?: string | undefined;
  readonly limit: number;
}

interface Day {
  readonly date: string;
  readonly hours: readonly Hour[];
}

/** Ids that are named of each reason. */
const MOST_IDS = 100;
const NONE: Amount = { orders: 0, totalFen: 0n };

/** Holds what the sides say of a store's days against each other, to the fen. */
export class DaysQuery {
  constructor(private readonly database: Database) {}

  /** In order; three statements, whatever their number. @returns undefined where there is no such store */
  async list(filter: DaysFilter): Promise<DayView[] | undefined> {
    const { storeId, stores = null } = filter;
    const store = await this.database.prisma.store.findUnique({ where: { id: storeId } });
    if (store === null || !isInScope(stores, storeId)) return undefined;
    const days = daysOf(filter, store);
    if (days.length === 0) return [];
    const spans = days.map((day) => ({ storeId, ...spanOf(day) }));
    const hours = days.flatMap((day, place) => day.hours.map((hour) => ({ ...hour, storeId, day: place })));
    const orders = groupBy(await readDayOrders(this.database, spans, stores), ({ place }) => place);
    const figures = groupBy(await readDayHours(this.database, hours), ({ place }) => hours[place]?.day);
    return days.map((day, place) =>
      toView(
        day,
        orders.get(place) ?? [],
        (figures.get(place) ?? []).map((hour) => ({ ...hour, start: hours[hour.place]?.start ?? NEVER })),
      ),
    );
  }
}

const NEVER = new Date(0);

function daysOf(
  { from, to, after, limit }: DaysFilter,
  { timeZone, businessDayStart }: { timeZone: string; businessDayStart: string },
): Day[] {
  const hours = hoursBeginningIn(from, to, timeZone);
  const byDate = groupBy(hours, ({ start }) => businessDate(start, timeZone, businessDayStart));
  return [...byDate]
    .filter(([date]) => after === undefined || date > after)
    .slice(0, limit)
    .map(([date, ofDay]) => ({ date, hours: ofDay }));
}

const spanOf = ({ hours }: Day): { from: Date; to: Date } => ({
  from: hours[0]?.start ?? NEVER,
  to: hours.at(-1)?.end ?? NEVER,
});

type StartedHour = DayHour & { readonly start: Date };

function toView(day: Day, orders: readonly PlacedOrder[], hours: readonly StartedHour[]): DayView {
  return {
    businessDate: day.date,
    ...spanOf(day),
    storefront: sum(orders.map(({ storefront: one }) => ({ orders: one.selling, totalFen: one.saleFen }))),
    till: sum(orders.map(({ till: one }) => ({ orders: one.selling, totalFen: one.saleFen }))),
    counted: sum(hours.map(({ counted }) => counted)),
    reported: sum(hours.map(({ reported }) => reported)),
    deliveries: orders.filter(({ isDelivered }) => isDelivered).length,
    storefrontTill: explain(orders.flatMap(storyDifference), MOST_IDS),
    countedSold: explain(orders.flatMap(countDifference), MOST_IDS),
    countedReported: reportsOf(hours),
  };
}

function reportsOf(hours: readonly StartedHour[]): DayView['countedReported'] {
  const differing = hours
    .map(({ counted, reported, ...hour }) => ({
      ...hour,
      ...{ orders: counted.orders - reported.orders, totalFen: counted.totalFen - reported.totalFen },
    }))
    .filter(({ orders, totalFen }) => orders !== 0 || totalFen !== 0n);
  const isRest = ({ state }: { state: HourState }): boolean => state === 'reported';
  const rest = differing.filter(isRest);
  const byState = groupBy(
    differing.filter((hour) => !isRest(hour)),
    ({ state }) => state,
  );
  return {
    explained: [...byState].map(([state, all]) => ({
      ...{ state, ...sum(all), hours: all.map(({ start }) => start) },
    })),
    rest: { differing: rest.length, ...sum(rest) },
  };
}

const sum = (all: readonly Amount[]): Amount =>
  all.reduce((so, one) => ({ orders: so.orders + one.orders, totalFen: so.totalFen + one.totalFen }), NONE);
