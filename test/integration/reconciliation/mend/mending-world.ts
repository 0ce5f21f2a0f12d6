import type { RepairKind } from '#domain/repair.js';
import type { AccountFacts } from '#reconciliation/compare/account-facts.js';
import { DomainError } from '#domain/domain-error.js';
import type { LogEvent } from '#domain/log.js';
import { Instance } from '#jobs/instance.js';
import { Brake } from '#reconciliation/brake/brake.js';
import { EmptyListing } from '#reconciliation/brake/empty-listing.js';
import { Figures } from '#reconciliation/brake/figures.js';
import { StopJudging } from '#reconciliation/brake/stop-judging.js';
import { Stopping } from '#reconciliation/brake/stopping.js';
import type { RepairAction, RepairEnd } from '#reconciliation/mend/action.js';
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
import { DEFAULT_REPAIR_SETTINGS } from '#reconciliation/reconciliation-settings.js';
import { someAccountFacts } from '../../../factories/compared-orders.js';
import { type HubDatabase, reconciliationWorld } from '../reconciliation-world.js';

const KINDS = ['cancel', 'fetch', 'list', 'place', 'ship', 'complete', 'submit'] as const;
const MINUTE_MS = 60_000;

/** A row of `repairs`, as far as tests look at it. */
export interface RepairRow {
  readonly id: string;
  readonly kind: RepairKind;
  readonly state: string;
  readonly by_policy: boolean;
  readonly why: string | null;
  readonly detail: Readonly<Record<string, unknown>> | null;
  readonly error_message: string | null;
  readonly planned_at: Date | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly verified: string | null;
  readonly verify_at: Date | null;
}

/** What of a repair was begun is written in the same transaction: what comes to nothing leaves no trace. */
const BEGUN = 'CREATE TABLE IF NOT EXISTS test_begun (ref TEXT PRIMARY KEY, by_name TEXT)';

/** Stories that differ, who mends them, and vendors that answer as a test says. */
export async function mendingWorld() {
  const changed = new Map<string, Partial<AccountFacts>>();
  const world = await reconciliationWorld(({ shop, till, suning, standings }) =>
    Promise.resolve({
      read: () =>
        Promise.resolve(
          new Map(
            [shop, till, suning].map((id) => {
              const isTill = { takesCommands: id === till, fetches: id === till };
              const standing = standings.get(id) ?? 'well';
              return [id, someAccountFacts({ id, standing, ...isTill, ...changed.get(id) })];
            }),
          ),
        ),
    }),
  );
  const { database } = world;
  const clock = { now: world.at, latest: world.at };
  await database.rows({ text: BEGUN });
  const asked: string[] = [];
  const answers = new Map<string, FetchStanding>();
  const ends = new Map<string, RepairEnd>();
  let refusal: string | null = null;
  let refs = 0;

  /** By what the ledger has recorded, but for what a test says of a leg. */
  const fresh: FreshLegs = {
    ask(_sql, legIds) {
      asked.push(...legIds);
      return Promise.resolve({ askedAt: world.at() });
    },
    async standing(sql, asks) {
      const rows = await sql.rows<{ id: string; at: Date; account_id: string }>({
        text: 'SELECT id, confirmed_at AS at, account_id FROM legs WHERE id = ANY($1::uuid[])',
        values: [asks.map(({ legId }) => legId)],
      });
      return new Map(
        rows.map(({ id, at, account_id }): [string, FetchStanding] => {
          const known: FetchStanding =
            account_id === world.till.id ? { is: 'confirmed', confirmedAt: at } : { is: 'not_fetchable' };
          return [id, answers.get(id) ?? known];
        }),
      );
    },
  };
  const action = <Kind extends RepairKind>(kind: Kind): RepairAction<Kind> => ({
    kind,
    async begin(sql, _repair, by) {
      refs += 1;
      const ref = `${kind}-${String(refs)}`;
      await sql.rows({ text: 'INSERT INTO test_begun (ref, by_name) VALUES ($1, $2)', values: [ref, by] });
      if (refusal !== null) throw new DomainError({ code: 'repair_ended', params: {}, message: refusal });
      return { ref };
    },
    ended: (_sql, all) =>
      Promise.resolve(
        new Map(all.map((ref) => [ref, ends.get(kind) ?? { is: 'open', code: null, message: null }])),
      ),
  });
  const actions = new RepairActions(KINDS.map(action));

  /** A hub of its own that mends. */
  /** Plans, and then takes on what is planned. */
  const mend = async (through: HubDatabase = database): Promise<void> => {
    const { accounts } = world;
    const policies = () =>
      new Map([...changed].map(([id, { repairPolicy }]) => [id, repairPolicy ?? new Map()] as const));
    const parts = { database: through, clock, log: (event: LogEvent) => void world.events.push(event) };
    const judging = new Judging(accounts, clock);
    const freshening = new Freshening(fresh, actions);
    const stopping = new Stopping();
    const brake = new Brake({
      clock,
      limits: DEFAULT_REPAIR_SETTINGS,
      stopping,
      judging: new StopJudging(new Figures(new EmptyListing()), stopping),
    });
    const beginning = new RepairBeginning({ clock, brake, actions });
    await new RepairPlanning({ ...parts, instance: new Instance('planning'), policies }).plan();
    const mending = new Mending({
      ...parts,
      steps: new RepairSteps({ ...parts, judging, freshening, beginning }),
      ends: new RepairEnds({ ...parts, actions }),
      verifying: new RepairVerifying({ ...parts, judging, freshening }),
    });
    await mending.run(new AbortController().signal);
  };

  return {
    ...world,
    mend,
    /** So much later hubs mend again. */
    async mendLater(ms: number = MINUTE_MS): Promise<void> {
      world.later(ms);
      await mend();
    },
    /** Legs that were asked for. */
    asked,
    /** What a leg's vendor answers; else that of the ledger. */
    answers,
    /** What of an account is otherwise. */
    changed,
    /** How what is begun of a kind stands; else it is under way. */
    ends,
    /** Why whoever does it cannot. */
    refuse: (why: string | null): void => void (refusal = why),
    begun: () =>
      database.rows<{ ref: string; by_name: string | null }>({
        text: 'SELECT * FROM test_begun ORDER BY ref',
      }),
    repairs: (orderId?: string): Promise<RepairRow[]> =>
      database.rows({
        text: 'SELECT * FROM repairs WHERE $1::uuid IS NULL OR order_id = $1 ORDER BY id',
        values: [orderId ?? null],
      }),
  };
}

export type MendingWorld = Awaited<ReturnType<typeof mendingWorld>>;
