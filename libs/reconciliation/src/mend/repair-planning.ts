import { randomBytes } from 'node:crypto';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import type { RuleCode } from '#domain/discrepancy-rule.js';
import { uuidV7 } from '#domain/ids.js';
import type { RepairPolicy } from '#domain/repair.js';
import type { Instance } from '#jobs/instance.js';
import { wakeUp } from '#jobs/job-queue.js';
import { groupBy } from '#reporting/figures/group-by.js';
import { RECONCILIATION_MEND } from '../reconciliation.tasks.js';
import { plannedByItself } from './policy-rule.js';
import { tellRepairs } from './repair-events.js';
import { lockOffering } from './offering.store.js';
import { insertRepairs, type NewRepair } from './repairs.store.js';
import { endOutdatedPlans } from './outdated-plans.store.js';
import {
  fetchingOf,
  type StatedPolicy,
  unplannedDiscrepancies,
  type UnplannedDiscrepancy,
} from './unplanned.query.js';

/** By account, what its settings say of rules; of others, and of accounts that are not there, repairs are suggested. */
export type StatedPolicies = ReadonlyMap<string, ReadonlyMap<RuleCode, RepairPolicy>>;

export interface RepairPlanningParts {
  readonly database: Pick<Database, 'transaction' | 'rows'>;
  readonly clock: Clock;
  /** Whoever mends is woken in its name. */
  readonly instance: Instance;
  /** From memory: nobody's health is looked at for it. */
  readonly policies: () => StatedPolicies;
}

const AT_ONCE = 200;
/** Of an account so many wait for its vendors' word at once: their calls are a small share of what is left. */
const MOST_FETCHING = 20;
/** What was not done for the circumstances is planned again after it. */
const AGAIN_AFTER_MS = 3_600_000;

/** Plans what mends discrepancies though nobody asks, by what their accounts say of the rule. */
export class RepairPlanning {
  constructor(private readonly parts: RepairPlanningParts) {}

  async plan(): Promise<void> {
    const { database, clock, instance } = this.parts;
    await this.endOutdated();
    const policies = this.parts.policies();
    const fetching = await fetchingOf(database);
    const unplanned = await unplannedDiscrepancies(database, statedPolicies(policies), {
      retriedBefore: new Date(clock.now().getTime() - AGAIN_AFTER_MS),
      without: [...fetching].flatMap(([id, count]) => (count >= MOST_FETCHING ? [id] : [])),
      limit: AT_ONCE,
    });
    if (unplanned.length === 0) return;
    const repairs = unplanned.flatMap((one) => this.repairOf(one, policies)).filter(withinShare(fetching));
    await database.transaction(async (sql) => {
      const offering = await lockOffering(
        sql,
        unplanned.map(({ id }) => id),
        null,
      );
      const stands = new Map(
        offering.map(({ id, state, fingerprint }) => [id, state === 'open' && fingerprint]),
      );
      const still = repairs.filter((one) => stands.get(one.discrepancyId) === one.fingerprint);
      await insertRepairs(sql, still, clock.now());
      if (still.length > 0) await wakeUp(sql, RECONCILIATION_MEND, instance.id);
    });
  }

  /** What they were planned for is another by now. */
  private async endOutdated(): Promise<void> {
    const { database, clock } = this.parts;
    await database.transaction(async (sql) => {
      const now = clock.now();
      for (const [why, ended] of groupBy(await endOutdatedPlans(sql, now), (repair) => repair.why))
        await tellRepairs(sql, ended, { kind: 'repair_not_done', detail: { why } }, now);
    });
  }

  private repairOf(one: UnplannedDiscrepancy, policies: StatedPolicies): NewRepair[] {
    const { id: discrepancyId, rule, orderId, storeId, hourStart, fingerprint } = one;
    const policy = policies.get(one.accountId)?.get(rule) ?? 'suggest';
    const planned = plannedByItself(policy, one.repairs);
    if (planned === null) return [];
    const { offer, byPolicy } = planned;
    const by = { byPolicy, askedBy: null, approvedBy: null, textId: null };
    const id = uuidV7(this.parts.clock.now(), randomBytes(10));
    return [{ id, discrepancyId, rule, ...offer, orderId, storeId, hourStart, fingerprint, ...by }];
  }
}

const statedPolicies = (policies: StatedPolicies): StatedPolicy[] =>
  [...policies].flatMap(([account_id, ofRules]) =>
    [...ofRules].map(([rule, policy]) => ({ account_id, rule, policy })),
  );

/** The newest first, until its account has its share. */
function withinShare(fetching: Map<string, number>): (repair: NewRepair) => boolean {
  return ({ accountId }) => {
    const count = fetching.get(accountId) ?? 0;
    if (count >= MOST_FETCHING) return false;
    fetching.set(accountId, count + 1);
    return true;
  };
}
