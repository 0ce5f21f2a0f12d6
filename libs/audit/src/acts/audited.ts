import { type Attendant, attendant, attendedBy } from '#database/attendant.js';
import type { Sql } from '#database/sql.js';
import { refusal } from '#domain/refusal.js';
import type { AuditActor } from '../audit-entry.js';
import type { AuditAct } from './audit-act.js';
import type { Acting, AuditWriter, DoneAct } from './audit-writer.js';
import { hasWritten } from './entries.store.js';
import { StaleVersionError } from './stale-version-error.js';

/** What a service tells of its change: by default it is the act that was asked for. */
export type ToldAct = Partial<DoneAct> & { readonly actor?: AuditActor };

/**
 * The acts of one piece of work that somebody asked for. A service tells what it changes in its transaction, by
 * {@link audited}; where none does, the first transaction that writes anything gets the row of what was asked for.
 */
export class Acts implements Attendant {
  private readonly acts: AuditAct[] = [];
  private isCompared = false;
  private isOver = false;

  constructor(
    private readonly writer: AuditWriter,
    private readonly acting: Acting,
    /** Undefined: nothing is written that is not told. */
    private readonly asked: DoneAct | undefined,
    /** Of what is changed, as it was seen: one of these versions. Undefined: whatever it is by now. */
    private readonly seen?: ReadonlySet<string>,
  ) {}

  /** What stands in the audit of it by now, if its transactions are committed. */
  get written(): readonly AuditAct[] {
    return this.acts;
  }

  async write(sql: Sql, { actor = this.acting.actor, ...told }: ToldAct): Promise<void> {
    if (this.isOver) return;
    const act = told.act ?? this.asked?.act;
    if (act === undefined) return;
    await this.writer.write(sql, { ...this.acting, actor }, { ...this.asked, ...defined(told), act });
    this.acts.push(act);
  }

  /** @throws StaleVersionError where it is not what was seen */
  compare(version: string): void {
    this.isCompared = true;
    if (this.seen !== undefined && !this.seen.has(version)) throw new StaleVersionError();
  }

  /** @throws StaleVersionError where something is changed whose version nobody has compared */
  async beforeCommit(sql: Sql): Promise<void> {
    const isUntold = this.acts.length === 0 && this.asked !== undefined;
    const isUncompared = this.seen !== undefined && !this.isCompared;
    if (this.isOver || !(isUntold || isUncompared) || !(await hasWritten(sql))) return;
    if (isUncompared) throw new StaleVersionError(refusal('version_not_compared'));
    await this.write(sql, {});
  }

  /** What its work has left running acts for nobody any more. */
  end(): void {
    this.isOver = true;
  }
}

const defined = <Told extends object>(told: Told): Told =>
  Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) as Told;

/** Whatever `work` writes, somebody does. */
export const actingIn = <T>(acts: Acts, work: () => T): T => attendedBy(acts, work);

/**
 * Tells what is changed, into the transaction that changes it. What the hub does by itself is nobody's act: outside of
 * a request nothing is written.
 */
export async function audited(sql: Sql, told: ToldAct): Promise<void> {
  const acts = attendant();
  if (acts instanceof Acts) await acts.write(sql, told);
}

/**
 * Compares what is about to be changed, under its lock, with what whoever asks has seen of it.
 * @param version as its representation tells it
 * @throws StaleVersionError
 */
export function refuseStale(version: string): void {
  const acts = attendant();
  if (acts instanceof Acts) acts.compare(version);
}

/** Of what tells when it was last changed, that is its version. */
export const refuseChangedSince = ({ updatedAt }: { readonly updatedAt: Date }): void =>
  refuseStale(updatedAt.toISOString());
