import type { AuditAct, AuditSubjectKind } from '#audit/acts/audit-act.js';
import type { Sql } from '#database/sql.js';

/** One of the things that a bulk act is about. */
export interface BulkTarget {
  /** As whoever does the act knows it. */
  readonly target: string;
  /** How it stood when the act was planned; null where that does not matter. */
  readonly was: string | null;
}

/** What a person wants done with each of them. */
export interface Wanted {
  /** Of the bulk act. */
  readonly id: string;
  /** What the act wants besides, as it was asked for. */
  readonly asked: unknown;
  readonly total: number;
  readonly reason: string;
  /** The id of who began it, and of what kind. */
  readonly by: string;
  readonly byKind: string;
}

/** An act that can be done with many things. This lib knows none: the hub hands them in. */
export interface BulkAct {
  /** What it may ask of whoever has to work on it afterwards. */
  readonly perMinute: number;
  /** What stands in the audit of each thing that it is done with: the act, and what kind of thing that is. */
  readonly audited: readonly [AuditAct, AuditSubjectKind];
  /** The most at once; left out: `MOST_ITEMS`. */
  readonly most?: number;
  /** Looks whether it may be begun. @throws DomainError naming the field */
  mayStart?(sql: Sql, wanted: Wanted): Promise<void>;
  /**
   * In the caller's transaction, in which it is also written that it is done: it does nothing outside of it.
   * @throws NotFoundError, ConflictError where the thing is not there, or not as it was, and is skipped; DomainError where
   *   it cannot be done
   */
  do(sql: Sql, target: BulkTarget, wanted: Wanted): Promise<void>;
}

/** Which acts there are; the hub adds its own at start. */
export class BulkActs {
  private readonly acts = new Map<string, BulkAct>();

  add(name: string, act: BulkAct): void {
    if (this.acts.has(name)) throw new Error(`the act "${name}" is defined twice`);
    this.acts.set(name, act);
  }

  /** A hub of an earlier version knows fewer: it leaves the others to those that know them. */
  names(): string[] {
    return [...this.acts.keys()];
  }

  /** One that a later version of the hub has planned may be none of this one's. */
  find(name: string): BulkAct | undefined {
    return this.acts.get(name);
  }

  /** @throws Error for one that was never added */
  get(name: string): BulkAct {
    const act = this.find(name);
    if (act === undefined) throw new Error(`there is no act "${name}"`);
    return act;
  }
}
