import { ConflictError } from '#accounts/account-errors.js';
import { DomainError } from '#domain/domain-error.js';
import type { RepairKind } from '#domain/repair.js';
import { Instance } from '#jobs/instance.js';
import { Brake } from '#reconciliation/brake/brake.js';
import { EmptyListing } from '#reconciliation/brake/empty-listing.js';
import { Figures } from '#reconciliation/brake/figures.js';
import { StopJudging } from '#reconciliation/brake/stop-judging.js';
import { Stopping } from '#reconciliation/brake/stopping.js';
import type { RepairAction } from '#reconciliation/mend/action.js';
import { RepairActions } from '#reconciliation/mend/actions.js';
import type { FetchStanding } from '#polling/refresh/refetch.service.js';
import type { FreshLegs } from '#reconciliation/mend/fresh-legs.js';
import { Freshening } from '#reconciliation/mend/freshening.js';
import { Judging } from '#reconciliation/mend/judging.js';
import { Mending } from '#reconciliation/mend/mending.js';
import { RepairBeginning } from '#reconciliation/mend/repair-beginning.js';
import { RepairEnds } from '#reconciliation/mend/repair-ends.js';
import { RepairPlanning } from '#reconciliation/mend/repair-planning.js';
import { RepairSteps } from '#reconciliation/mend/repair-steps.js';
import { RepairVerifying } from '#reconciliation/mend/repair-verifying.js';
import { RepairsService } from '#reconciliation/operator/repairs.service.js';
import { DEFAULT_REPAIR_SETTINGS } from '#reconciliation/reconciliation-settings.js';
import type { DispatchWorld, Hub } from '../../dispatch/dispatch-world.js';
import { hubFacts } from '../hub-facts.js';

/** An offer that a person has seen, of a discrepancy. */
export interface SeenOffer {
  readonly kind: RepairKind;
  readonly accountId: string;
  readonly legId: string | null;
}

/** The till's legs are asked for by whoever reads it next; of the others nobody can be asked. */
const freshLegs = (world: DispatchWorld): FreshLegs => ({
  ask: () => Promise.resolve({ askedAt: world.clock.now() }),
  async standing(sql, asks) {
    const rows = await sql.rows<{ id: string; at: Date; account_id: string }>({
      text: 'SELECT id, confirmed_at AS at, account_id FROM legs WHERE id = ANY($1::uuid[])',
      values: [asks.map(({ legId }) => legId)],
    });
    return new Map(
      rows.map(({ id, at, account_id }): [string, FetchStanding] => [
        id,
        account_id === world.tillId ? { is: 'confirmed', confirmedAt: at } : { is: 'not_fetchable' },
      ]),
    );
  },
});

/** The till is listed again whenever it is read: what is asked for is done then. */
const listAction: RepairAction<'list'> = {
  kind: 'list',
  begin: () => Promise.resolve({ ref: 'listed' }),
  ended: (_sql, refs) => Promise.resolve(new Map(refs.map((ref) => [ref, { is: 'done' }]))),
};

/**
 * How repairs go from a person's word to their end, by all that decides on the way.
 * @param commands how those are done that tell a till something
 */
export function plannedMending(world: DispatchWorld, hub: Hub, commands: readonly RepairAction[]) {
  const { database, clock } = world;
  const { log } = hub.parts;
  const accounts = { read: () => hubFacts(world, hub) };
  const actions = new RepairActions([...commands, listAction]);
  const judging = new Judging(accounts, clock);
  const freshening = new Freshening(freshLegs(world), actions);
  const stopping = new Stopping();
  const brake = new Brake({
    ...{ clock, limits: DEFAULT_REPAIR_SETTINGS, stopping },
    judging: new StopJudging(new Figures(new EmptyListing()), stopping),
  });
  const beginning = new RepairBeginning({ clock, brake, actions });
  const parts = { database, clock, log };
  const instance = new Instance('planning');
  const planning = new RepairPlanning({ ...parts, instance, policies: () => new Map() });
  const mending = new Mending({
    ...parts,
    steps: new RepairSteps({ ...parts, judging, freshening, beginning }),
    ends: new RepairEnds({ ...parts, actions }),
    verifying: new RepairVerifying({ ...parts, judging, freshening }),
  });
  const service = new RepairsService(database, clock, new Instance('person'), log);
  return {
    async run(): Promise<void> {
      await planning.plan();
      await mending.run(new AbortController().signal);
    },
    /** Repairs that were approved and have not ended. */
    underWay: () =>
      database.rows({
        text: `SELECT id, kind, state, why FROM repairs WHERE account_id = $1 AND approved_at IS NOT NULL AND ended_at IS NULL`,
        values: [world.tillId],
      }),
    /** What is refused as things stand is not done. */
    approve: (discrepancyId: string, meant: SeenOffer, by: string): Promise<unknown> =>
      service.approve(discrepancyId, { meant, reason: '看过了', by }).catch(leaveRefused),
  };
}

export function leaveRefused(error: unknown): void {
  if (!(error instanceof ConflictError || error instanceof DomainError)) throw error;
}
