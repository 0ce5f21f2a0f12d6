import { brakeText } from '#admin-contract/brake-texts.js';
import type { BrakeView } from '#reconciliation/operator/brakes.query.js';
import type { ComparedSales, Sold } from '#reporting/operator/compared-sales.query.js';
import type { SpanName } from '#reporting/operator/compared-spans.js';
import type { OverviewStore } from '../../overview/overview-stores.query.js';
import type { QueueNews } from '../../overview/queues.query.js';
import type { Seen, SeenQueues } from '../../overview/overview.service.js';
import { slowReasons, type StandingOfAll } from '../../overview/slow-reasons.js';
import { slowness } from '../../overview/slow-store.js';

/** @param news undefined: nobody asked what has come */
export function toOverview(seen: Seen, { queues }: SeenQueues, news: readonly QueueNews[] | undefined) {
  const { asOf, stores, sales, accounts, brakes, coverage, quotas } = seen;
  const standing = {
    accounts: new Map(accounts.map((account) => [account.id, account])),
    lags: new Map(coverage.map((lag) => [lag.accountId, lag])),
  };
  const nameOf = (id: string): string => standing.accounts.get(id)?.name ?? id;
  const compared = new Map(sales.map((each) => [each.storeId, each]));
  return {
    asOf,
    coverage: coverage.map((lag) => ({ ...lag, name: nameOf(lag.accountId) })),
    quotas: quotas.map((quota) => ({ ...quota, names: quota.accountIds.map(nameOf) })),
    stores: stores.flatMap((store) => {
      const one = compared.get(store.id);
      return one === undefined ? [] : [toStoreToday(store, one, standing, asOf)];
    }),
    queues: queues.filter(({ forPerson, count }) => forPerson && count > 0),
    accounts: accounts
      .filter(({ health }) => health.state !== 'well')
      .map(({ id: accountId, ...account }) => ({ accountId, ...account })),
    brakes: brakes.flatMap(toStoppedBrake),
    changed: news?.filter(({ count }) => count > 0) ?? null,
  };
}

function toStoreToday(store: OverviewStore, sales: ComparedSales, standing: StandingOfAll, now: Date) {
  const { id: storeId, code, name, timeZone, lastSaleAt } = store;
  const slow = slowness(sales);
  const sold = (span: SpanName): Sold => sales.sold[span];
  return {
    ...{ storeId, code, name, timeZone, lastSaleAt, businessDate: sales.businessDate },
    hour: {
      ...{ start: sales.hour.from, end: sales.hour.to, now: sold('hour') },
      yesterday: { soFar: sold('hourYesterday'), whole: sold('wholeHourYesterday') },
      weekAgo: { soFar: sold('hourWeekAgo'), whole: sold('wholeHourWeekAgo') },
    },
    today: { now: sold('day'), yesterday: sold('dayYesterday'), weekAgo: sold('dayWeekAgo') },
    slow: slow === undefined ? null : { ...slow, reasons: slowReasons(store, standing, now) },
  };
}

const toStoppedBrake = ({ scope, account, stopId, stoppedAt, reason, detail }: BrakeView) =>
  stopId === null || stoppedAt === null || reason === null
    ? []
    : [{ ...{ scope, account, stopId, stoppedAt, reason }, text: brakeText(reason, detail ?? {}) }];
