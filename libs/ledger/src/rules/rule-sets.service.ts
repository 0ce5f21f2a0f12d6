import { audited, refuseStale } from '#audit/acts/audited.js';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import { DomainError } from '#domain/domain-error.js';
import { refusal } from '#domain/refusal.js';
import { type DatedRuleSet, DEFAULT_RULE_SET, ruleSetAt, sameRules } from '#domain/rule-set.js';
import type { AttributionService } from '../attribution/attribution.service.js';
import { readRuleSets } from '../rule-sets.store.js';
import { insertRuleSet, listRuleSets, lockStore, type StatedRuleSet } from './stated-rules.store.js';

/** What somebody wants to count in a store's hours, of orders from when on. */
export type RuleWish = Omit<StatedRuleSet, 'version' | 'statedAt'>;

/** A rule set that was stated. */
export interface StatedRules {
  readonly ruleSet: StatedRuleSet;
  /** The job that lets recorded orders count by it; null where all of them do. */
  readonly jobId: string | null;
}

export interface RuleSetsPart {
  /** Only versions before it. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** A rule set of a store as people see it; of what counts where nobody has stated anything there is nobody to name. */
export type ListedRuleSet = Pick<DatedRuleSet, keyof typeof DEFAULT_RULE_SET> & {
  readonly inForceFrom: Date | null;
  readonly reason: string | null;
  readonly statedBy: string | null;
  readonly statedAt: Date | null;
};

const AT_FIRST: ListedRuleSet = {
  ...DEFAULT_RULE_SET,
  ...{ inForceFrom: null, reason: null, statedBy: null, statedAt: null },
};

/** States what counts in a store's hours, and has its recorded orders count by it. */
export class RuleSetsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly attribution: AttributionService,
  ) {}

  /**
   * A further version, in force from an instant on. What is recorded from the commit on counts by it; the recorded
   * orders of that time are made to by a job, and the store's hours rest until it is done.
   * @returns undefined where there is no such store
   * @throws DomainError where all orders from then on count that way already
   */
  async state(storeId: string, wish: RuleWish): Promise<StatedRules | undefined> {
    const stated = await this.database.transaction(async (sql) => {
      if (!(await lockStore(sql, storeId))) return undefined;
      const known = (await readRuleSets(sql, [storeId])).get(storeId) ?? [];
      refuseStale(String(nextVersion(known) - 1));
      refuseRepeated(known, wish);
      const ruleSet = { ...wish, version: nextVersion(known), statedAt: this.clock.now() };
      await insertRuleSet(sql, storeId, ruleSet);
      const { statedBy: _by, statedAt: _at, ...after } = ruleSet;
      await audited(sql, { after });
      const scope = { storeId, since: ruleSet.inForceFrom, ruleVersion: ruleSet.version };
      return { ruleSet, jobId: await this.attribution.beginRules(sql, scope) };
    });
    if (stated === undefined) return undefined;
    const hasEnded = await this.attribution.goOn(stated.jobId);
    return { ruleSet: stated.ruleSet, jobId: hasEnded ? null : stated.jobId };
  }

  /** The newest first, and last what counts where nothing else does. */
  async list(storeId: string, { before, limit }: RuleSetsPart): Promise<ListedRuleSet[]> {
    if (before === 0) return [];
    const stated = await listRuleSets(this.database, storeId, { before, limit });
    return stated.length < limit ? [...stated, AT_FIRST] : stated;
  }
}

/** The store's next. */
export const nextVersion = (known: readonly DatedRuleSet[]): number =>
  Math.max(0, ...known.map(({ version }) => version)) + 1;

function refuseRepeated(known: readonly DatedRuleSet[], wish: RuleWish): void {
  const later = known.filter(({ inForceFrom }) => inForceFrom > wish.inForceFrom);
  const all = [ruleSetAt(known, wish.inForceFrom), ...later];
  if (all.every((one) => sameRules(one, wish)))
    throw new DomainError(refusal('counts_that_way'), 'inForceFrom');
}
