import { randomBytes } from 'node:crypto';
import { isDatabaseAway } from '#database/database-away.js';
import type { Sql } from '#database/sql.js';
import { uuidV7 } from '#domain/ids.js';
import type { Instance } from '#jobs/instance.js';
import { wakeUp } from '#jobs/job-queue.js';
import { insertSubmissions } from '../derive/submissions.store.js';
import { REPORTING_SUBMIT } from '../reporting.tasks.js';
import { holdHour } from './claim.store.js';
import { confirmStep } from './confirm-rule.js';
import {
  type Doubted,
  dueDoubts,
  isDoubted,
  lookAgainAt,
  type ReportOfHour,
  reportsOf,
} from './confirm.store.js';
import type { SubmittingParts } from './submitting-parts.js';

const PER_LOOK = 100;

/** Sees to it that a report with cover which arrives late does not stay the last word on its hour. */
export class Confirming {
  constructor(
    private readonly parts: Pick<SubmittingParts, 'database' | 'clock' | 'log'>,
    private readonly instance: Instance,
  ) {}

  /**
   * Looks at every hour that is due, each in a transaction of its own; one that cannot be looked at waits for the next
   * run, and keeps none after it from being looked at.
   * @throws that the database is away
   */
  async run(signal: AbortSignal): Promise<void> {
    const { database, clock } = this.parts;
    const now = clock.now();
    let due: readonly Doubted[] = [];
    do {
      due = await dueDoubts(database, now, due.at(-1), PER_LOOK);
      for (const doubted of due) {
        if (signal.aborted) return;
        await this.tryLook(doubted, now);
      }
    } while (due.length === PER_LOOK);
  }

  private async tryLook(doubted: Doubted, now: Date): Promise<void> {
    try {
      await this.look(doubted, now);
    } catch (error) {
      await this.parts.database.rows({ text: 'SELECT' });
      const { id: submissionId, account_id: accountId, connector } = doubted;
      const of = { submissionId, accountId, connector, ms: undefined } as const;
      const isLater = isDatabaseAway(error);
      const [level, outcome] = isLater ? (['warn', 'later'] as const) : (['error', 'not confirmed'] as const);
      this.parts.log({ event: 'submission', level, ...of, outcome, error });
    }
  }

  private async look(doubted: Doubted, now: Date): Promise<void> {
    const confirmed = await this.parts.database.transaction(async (sql): Promise<string | undefined> => {
      await holdHour(sql, doubted);
      if (!(await isDoubted(sql, doubted.id, now))) return undefined;
      const next = isBoundThere(doubted)
        ? confirmStep(await reportsOf(sql, doubted), now)
        : ({ step: 'done' } as const);
      await lookAgainAt(sql, doubted.id, next.step === 'again' ? next.at : null);
      return next.step === 'confirm' ? this.confirm(sql, doubted, next.of) : undefined;
    });
    if (confirmed === undefined) return;
    const { store_id: storeId, account_id: accountId, connector, hour_start: hourStart } = doubted;
    this.parts.log({
      event: 'submission',
      level: 'warn',
      ...{ submissionId: confirmed, accountId, connector, storeId, hourStart },
      outcome: 'confirm',
      message: 'a report with cover may have arrived after a later one: what holds is sent once more',
      ms: undefined,
    });
  }

  /** Its cover is meant: the vendor has the hour. @returns the new submission's id */
  private async confirm(sql: Sql, doubted: Doubted, report: ReportOfHour): Promise<string> {
    const now = this.parts.clock.now();
    const id = uuidV7(now, randomBytes(10));
    const { revisionId, revision, revisionAt: derivedAt } = report;
    const { store_id: storeId, hour_start: start, account_id: accountId } = doubted;
    const vendorStoreId = doubted.vendor_store_id ?? doubted.bound_store_id;
    const what = { revisionId, revision, derivedAt, cover: true, cause: 'confirm', vendorStoreId } as const;
    await insertSubmissions(sql, [{ id, storeId, start, accountId, ...what }], now);
    await wakeUp(sql, REPORTING_SUBMIT, this.instance.id);
    return id;
  }
}

const isBoundThere = ({ vendor_store_id, bound_store_id }: Doubted): boolean =>
  bound_store_id !== null && (vendor_store_id === null || vendor_store_id === bound_store_id);
