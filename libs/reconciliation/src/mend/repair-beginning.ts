import { ConflictError, InvalidFieldsError, NotFoundError } from '#accounts/account-errors.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { DomainError } from '#domain/domain-error.js';
import { type AutoRepairKind, isAutoRepair, type RepairPolicy } from '#domain/repair.js';
import type { Brake } from '../brake/brake.js';
import type { RepairedBy } from './action.js';
import type { RepairActions } from './actions.js';
import type { Repair } from './repair.js';
import { tellRepairs } from './repair-events.js';
import { LATEST_LOOK_MS, nextLook } from './repair-pauses.js';
import { leaveToPerson, writeBegun, writeWaiting } from './repair-steps.store.js';

interface BeginningParts {
  readonly clock: Clock;
  readonly brake: Pick<Brake, 'begin'>;
  readonly actions: Pick<RepairActions, 'of'>;
}

interface AutoRepair extends Repair {
  readonly kind: AutoRepairKind;
}

/** Begins repairs that hold just now, once each: in the transaction that holds the repair's row. */
export class RepairBeginning {
  constructor(private readonly parts: BeginningParts) {}

  /** @throws what whoever does it refuses by */
  async begin(sql: Sql, repair: Repair, policy: RepairPolicy): Promise<void> {
    if (repair.approvedAt !== null) return this.start(sql, repair, repair.approvedBy);
    const { kind } = repair;
    if (policy !== 'auto' || !isAutoRepair(kind)) return leaveToPerson(sql, repair.id);
    return this.beginAutomatic(sql, { ...repair, kind });
  }

  /** There is no other way to begin one that no person has approved. */
  private async beginAutomatic(sql: Sql, repair: AutoRepair): Promise<void> {
    const { id: repairId, rule, accountId, kind } = repair;
    const begin = await this.parts.brake.begin(sql, { repairId, rule, accountId, kind });
    if (begin.begun) return this.start(sql, repair, null);
    const { why: reason, stopId } = begin;
    const dueAt = nextLook(repair.createdAt, this.parts.clock.now(), LATEST_LOOK_MS);
    await writeWaiting(sql, repairId, { why: BRAKE, detail: { reason, stopId } }, dueAt);
  }

  private async start(sql: Sql, repair: Repair, by: RepairedBy): Promise<void> {
    const { ref } = await this.parts.actions.of(repair.kind).begin(sql, repair, by);
    const now = this.parts.clock.now();
    await writeBegun(sql, repair.id, ref, now, nextLook(now, now, LATEST_LOOK_MS));
    await tellRepairs(sql, [repair], { kind: 'repair_begun', detail: { ref }, actor: by }, now);
  }
}

/** It waits for as long as automatic repairs are stopped. */
export const BRAKE = 'brake';

const REFUSALS = [DomainError, ConflictError, NotFoundError, InvalidFieldsError] as const;

/** What whoever does it says to that it cannot be done as things stand. */
export const isRefusal = (error: unknown): error is InstanceType<(typeof REFUSALS)[number]> =>
  REFUSALS.some((refusal) => error instanceof refusal);
