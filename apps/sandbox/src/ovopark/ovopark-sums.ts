import { chinaIso } from '../china-time.js';
import { fenOfYuan } from '../yuan.js';
import type { ReportedHour } from './ovopark-reports.js';

interface SumsFilter {
  /** Hours that begin in [from, to), epoch ms. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** What the vendor shows of the hours that were reported: the last that it took of each. Oldest hour first. */
export function sumReports(hours: readonly ReportedHour[], { from = -Infinity, to = Infinity }: SumsFilter) {
  const all = hours.filter(({ latest }) => latest.hourStart >= from && latest.hourStart < to);
  const items = all.map(({ latest, withoutCover, withCover }) => ({
    ...{ depId: latest.depId, shopId: latest.shopId, hourStart: chinaIso(latest.hourStart) },
    totalFen: fenOfYuan(latest.total),
    ...{ dealNum: latest.dealNum, dealPersonNum: latest.dealPersonNum, withoutCover, withCover },
  }));
  const sum = (of: (item: (typeof items)[number]) => number): number =>
    items.reduce((total, item) => total + of(item), 0);
  return {
    items,
    hours: items.length,
    totalFen: items.reduce((total, { totalFen }) => total + totalFen, 0n),
    withoutCover: sum(({ withoutCover }) => withoutCover),
    withCover: sum(({ withCover }) => withCover),
    mostWithoutCover: Math.max(0, ...items.map(({ withoutCover }) => withoutCover)),
  };
}
