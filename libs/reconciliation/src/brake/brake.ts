import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { RuleCode } from '#domain/discrepancy-rule.js';
import type { AutoRepairKind } from '#domain/repair.js';
import type { RepairSettings } from '../reconciliation-settings.js';
import { ALL, type HeldBrake, holdBrakes } from './brakes.store.js';
import { countedSince } from './counted-since.js';
import type { StopJudging, Stood } from './stop-judging.js';
import { countBegun } from './repair-counts.query.js';
import { HOUR_MS, limitOf, type StopReason } from './stop-rule.js';
import type { Stopping } from './stopping.js';

/** A repair that nobody asked for: its kind is none that changes anything at a vendor. */
export interface AutoRepair {
  readonly repairId: string;
  readonly rule: RuleCode;
  readonly accountId: string;
  readonly kind: AutoRepairKind;
}

/** `why` and `stopId` of the stop for which it waits, of all before that of the account. */
export type Begin =
  { readonly begun: true } | { readonly begun: false; readonly why: StopReason; readonly stopId: string };

type Held = ReadonlyMap<string, HeldBrake>;

interface BrakeParts {
  readonly clock: Clock;
  readonly limits: RepairSettings;
  readonly stopping: Stopping;
  readonly judging: Pick<StopJudging, 'stopWhereShown'>;
}

/** The one way to begin a repair that nobody asked for. */
export class Brake {
  constructor(private readonly parts: BrakeParts) {}

  /**
   * In the transaction that writes when it begun, which holds the brakes of all and of the account until it ends: no two
   * begin at once. Where it is refused the caller commits all the same: that this one would have been too many, and that
   * it is stopped from now on, is kept by that.
   */
  async begin(sql: Sql, repair: AutoRepair): Promise<Begin> {
    const held = await holdBrakes(sql, [repair.accountId]);
    const stopped = standing(held, repair.accountId) ?? (await this.shown(sql, held, repair));
    return stopped === null ? { begun: true } : { begun: false, ...stopped };
  }

  private async shown(sql: Sql, held: Held, repair: AutoRepair): Promise<Stood | null> {
    const at = this.parts.clock.now();
    const stopped = await this.parts.judging.stopWhereShown(sql, held, repair.accountId, at);
    return stopped ?? this.exceeding(sql, held, repair, at);
  }

  private async exceeding(sql: Sql, held: Held, repair: AutoRepair, at: Date): Promise<Stood | null> {
    const { limits, stopping } = this.parts;
    const since = (scope: string): Date => countedSince(at, HOUR_MS, held.get(scope)?.startedAt ?? null);
    const begun = await countBegun(sql, repair, { account: since(repair.accountId), all: since(ALL) });
    const limit = limitOf(begun, limits, repair.rule);
    if (limit === null) return null;
    const scope = limit.scope === 'all' ? ALL : repair.accountId;
    const stopId = await stopping.stop(sql, held, scope, { ...limit, at, actor: null, textId: null });
    return { why: limit.reason, stopId };
  }
}

function standing(held: Held, accountId: string): Stood | null {
  const stopped = held.get(ALL)?.stopped ?? held.get(accountId)?.stopped;
  return stopped ? { why: stopped.reason, stopId: stopped.stopId } : null;
}
