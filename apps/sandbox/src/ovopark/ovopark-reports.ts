import type { Journal, JournalRecord, Remembered } from '../journal.js';
import { Ring } from '../ring.js';
import type { OvoparkShop } from './ovopark-enterprises.js';

/** One accepted report of a store's hour, in the words that were sent. */
export interface AcceptedReport extends OvoparkShop {
  readonly akey: string;
  readonly enterpriseId: string;
  /** First instant of the hour, epoch ms. */
  readonly hourStart: number;
  readonly createTime: string;
  readonly total: string;
  readonly dealNum: string;
  readonly dealPersonNum: string;
  readonly isCover: boolean;
  readonly receivedAt: number;
}

export interface ReportedHour {
  readonly latest: AcceptedReport;
  readonly times: number;
  /** Of these, by `isCover`. */
  readonly withoutCover: number;
  readonly withCover: number;
  /** Newest first, the newest 50. */
  readonly history: readonly AcceptedReport[];
}

const KEPT_PER_HOUR = 50;

const keyOf = ({
  enterpriseId,
  depId,
  hourStart,
}: Pick<AcceptedReport, 'enterpriseId' | 'depId' | 'hourStart'>): string =>
  `${enterpriseId}/${depId}/${hourStart}`;

const recordOf = (report: AcceptedReport): JournalRecord => ({ kind: 'ovopark.report', report });

interface KeptHour {
  latest: AcceptedReport;
  times: number;
  withCover: number;
  readonly history: Ring<AcceptedReport>;
}

/** Every store hour that was reported, with how it was covered over time. */
export class OvoparkReports implements Remembered {
  private readonly byHour = new Map<string, KeptHour>();
  readonly replay = {
    'ovopark.report': (record: JournalRecord): void => {
      this.keep((record as unknown as { report: AcceptedReport }).report);
    },
  };

  constructor(private readonly journal: Journal) {}

  has(hour: Pick<AcceptedReport, 'enterpriseId' | 'depId' | 'hourStart'>): boolean {
    return this.byHour.has(keyOf(hour));
  }

  accept(report: AcceptedReport): void {
    this.keep(report);
    this.journal.append([recordOf(report)]);
  }

  /** @param shop a depId or shopId; all stores without it. Oldest hour first. */
  list(shop?: string): ReportedHour[] {
    return [...this.byHour.values()]
      .filter(({ latest }) => shop === undefined || latest.depId === shop || latest.shopId === shop)
      .sort((a, b) => a.latest.hourStart - b.latest.hourStart)
      .map(({ latest, times, withCover, history }) => ({
        ...{ latest, times, withCover, withoutCover: times - withCover },
        history: history.newest(),
      }));
  }

  get size(): number {
    return this.byHour.size;
  }

  snapshot(): JournalRecord[] {
    return [...this.byHour.values()].flatMap(({ history }) => history.newest().reverse().map(recordOf));
  }

  private keep(report: AcceptedReport): void {
    const known = this.byHour.get(keyOf(report)) ?? {
      latest: report,
      times: 0,
      withCover: 0,
      history: new Ring(KEPT_PER_HOUR),
    };
    known.latest = report;
    known.times += 1;
    if (report.isCover) known.withCover += 1;
    known.history.push(report);
    this.byHour.set(keyOf(report), known);
  }
}
