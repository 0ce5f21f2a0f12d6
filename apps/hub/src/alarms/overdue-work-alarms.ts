import { Injectable, Optional } from '@nestjs/common';
import type { StandingSource, Stands } from '#alarms/keep/standing-source.js';
import { OVERDUE_WORK, type OverdueWork } from '#jobs/overdue.js';
import { OverdueLooks } from '../health/overdue-looks.js';

/** Work that waits and that nobody takes, as this hub's own looks have found it: every hub with workers finds the same. */
@Injectable()
export class OverdueWorkAlarms implements StandingSource {
  readonly name = 'overdue_work';
  readonly kinds = ['work_overdue'] as const;

  constructor(@Optional() private readonly looks?: OverdueLooks) {}

  read(): Promise<Stands> {
    if (this.looks?.isKnown() !== true) return Promise.resolve({ standing: [], unknown: ALL_WORK });
    const overdue = this.looks.overdue();
    const standing = overdue.map(({ what, since }) => ({
      kind: 'work_overdue' as const,
      ...{ subject: subjectOf(what), since, count: 1, params: { work: what } },
    }));
    return Promise.resolve({ standing });
  }
}

const subjectOf = (what: OverdueWork): string => `work:${what}`;
/** A hub that has just begun, or whose database was away, ends none of them by that. */
const ALL_WORK: ReadonlySet<string> = new Set(OVERDUE_WORK.map(subjectOf));
