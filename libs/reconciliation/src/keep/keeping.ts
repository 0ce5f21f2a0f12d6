import { randomBytes } from 'node:crypto';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { RuleCode } from '#domain/discrepancy-rule.js';
import { uuidV7 } from '#domain/ids.js';
import type { Comparison } from '../compare/comparison.js';
import {
  changeDiscrepancies,
  closeDiscrepancies,
  holdKnown,
  insertDiscrepancies,
  type Subject,
} from './discrepancies.store.js';
import { eventId } from './event-ids.js';
import { addEvents, type DiscrepancyEvent } from './discrepancy-events.store.js';
import { AGREES, type Ending } from './closed-by.js';
import { gatherOpenings, type Opening } from './incidents.store.js';
import { type Change, keep } from './keep-rule.js';
import { endWaitingRepairs } from './waiting-repairs.store.js';

const BY_US = { actor: null, textId: null } as const;

/** A subject, and what comparing it just now has shown. */
export interface Compared {
  readonly about: Subject;
  readonly comparison: Comparison;
  /** What ends a discrepancy of a rule that finds nothing any more; that the stories agree unless told otherwise. */
  readonly ending?: (rule: RuleCode) => Ending;
}

/** How many discrepancies were opened (anew) and closed. */
export interface Kept {
  readonly opened: number;
  readonly closed: number;
}

interface SubjectChange {
  readonly about: Subject;
  readonly change: Change;
  /** The discrepancy's. */
  readonly id: string;
  /** Of one that is closed. */
  readonly ending: Ending;
}

/**
 * Keeps what comparisons have shown: a difference is a discrepancy once, until it ends. In the transaction that holds
 * the subjects, in a bounded number of statements.
 */
export class Keeping {
  constructor(private readonly clock: Clock) {}

  async take(sql: Sql, compared: readonly Compared[]): Promise<Kept> {
    const now = this.clock.now();
    const subjects = compared.map(({ about }) => about.subject);
    const known = await holdKnown(sql, subjects, now);
    const changes = compared.flatMap((one) =>
      keep(known.get(one.about.subject) ?? [], one.comparison).map((change) => this.named(one, change, now)),
    );
    await this.write(sql, changes, now);
    const steps = changes.map(({ change }) => change.step);
    return {
      opened: steps.filter((step) => step === 'open' || step === 'reopen').length,
      closed: steps.filter((step) => step === 'close').length,
    };
  }

  /** An id of that instant: lists by when discrepancies were opened go by it. */
  private named({ about, ending }: Compared, change: Change, now: Date): SubjectChange {
    const id = change.step === 'open' ? uuidV7(now, randomBytes(10)) : change.id;
    return { about, change, id, ending: (change.step === 'close' && ending?.(change.rule)) || AGREES };
  }

  private async write(sql: Sql, changes: readonly SubjectChange[], now: Date): Promise<void> {
    if (changes.length === 0) return;
    const opened = changes.flatMap(({ about, change, id }) =>
      change.step === 'open' ? [{ id, about, state: change.state, difference: change.difference }] : [],
    );
    const changed = changes.flatMap(({ change, id }) =>
      change.step === 'reopen' || change.step === 'update'
        ? [{ id, isReopened: change.step === 'reopen', state: change.state, difference: change.difference }]
        : [],
    );
    const ended = changes.flatMap(({ change, id, ending }) =>
      change.step === 'close' ? [{ id, by: ending.by }] : [],
    );
    await closeDiscrepancies(sql, ended, now);
    await insertDiscrepancies(sql, opened, now);
    await changeDiscrepancies(sql, changed, now);
    await addEvents(
      sql,
      changes.map((one) => this.eventOf(one)),
      now,
    );
    const closed = ended.map(({ id }) => ({ id, why: 'closed' as const }));
    await endWaitingRepairs(sql, closed, this.clock.now());
    gatherOpenings(sql, this.openingsOf(changes, now));
  }

  /** One of each rule and account: how many there are the database counts. What is accepted at once is not looked at. */
  private openingsOf(changes: readonly SubjectChange[], at: Date): Opening[] {
    const opened = changes.flatMap(({ change }) =>
      (change.step === 'open' || change.step === 'reopen') && change.state === 'open'
        ? [change.difference]
        : [],
    );
    const byPair = new Map(opened.map((one) => [`${one.rule} ${one.accountId}`, one]));
    return [...byPair.values()].map(({ rule, accountId }) => ({ rule, accountId, at, newId: this.newId() }));
  }

  private eventOf({ change, id, ending }: SubjectChange): DiscrepancyEvent {
    const kinds = { open: 'opened', reopen: 'reopened', update: 'updated', close: 'closed' } as const;
    const detail =
      change.step === 'close'
        ? ending
        : {
            state: change.state,
            severity: change.difference.severity,
            evidence: change.difference.evidence,
          };
    return { id: eventId(this.clock.now()), discrepancyId: id, kind: kinds[change.step], detail, ...BY_US };
  }

  private newId(): string {
    return uuidV7(this.clock.now(), randomBytes(10));
  }
}
