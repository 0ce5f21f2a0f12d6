import type { Recording, RecordingAccount } from '#ledger/recording.js';
import { aRecording } from '../../factories/observations.js';
import { readToNow } from './listed-till.js';
import { type ReconciliationWorld, reconciliationWorld } from './reconciliation-world.js';
import { type SeededAccounts, seededAccounts } from './seeded-accounts.js';
import { type Markers, noteActs } from './seeded-acts.js';
import { shopSays, suningSays, tillSays } from './seeded-statements.js';
import type { Act, Statement, Told } from './seeded-telling.js';

const MINUTE_MS = 60_000;

/** What of an order is kept as differing, by its number at the shop: the rules' names, sorted. */
export type Kept = ReadonlyMap<string, readonly string[]>;

/** A world whose vendors tell whole stories. */
export async function seededWorld() {
  let accounts: SeededAccounts | undefined;
  const world = await reconciliationWorld(async (known) => (accounts = await seededAccounts(known)).reader);
  if (accounts === undefined) throw new Error('the world has no accounts');
  const { counter } = accounts;
  const paidAt = new Date(world.at().getTime() - 45 * MINUTE_MS);
  const teller = new Teller({ world, counter, paidAt });
  return {
    ...world,
    paidAt,
    /** What must come after something that was not told yet waits for that. */
    record: (told: readonly Told[]) => teller.take(told),
    /** What waits for something that was never told. */
    untold: () => teller.held.length,
    /** The same of each once more, as it stands at this time. */
    recordAgain: (statements: readonly Statement[]) => teller.record(statements, world.at()),
    /** How far both tills are listed. */
    readTills: async (): Promise<void> => {
      for (const id of [world.till.id, counter]) await readToNow(world.database, id, world.at());
    },
    kept: () => readKept(world),
    /** How many orders wait to be compared. */
    waiting: async (): Promise<number> =>
      (await world.database.rows({ text: 'SELECT FROM order_changes' })).length,
  };
}

export type SeededWorld = Awaited<ReturnType<typeof seededWorld>>;

async function readKept({ database }: ReconciliationWorld): Promise<Kept> {
  const rows = await database.rows<{ no: string; rules: string[] }>({
    text: `SELECT told.no, array_agg(d.rule ORDER BY d.rule) AS rules
           FROM discrepancies d LEFT JOIN LATERAL (
             SELECT regexp_replace(l.vendor_no, '^(T-(.+)-\\d+|201:(.+)|(.+))$', '\\2\\3\\4') AS no
             FROM legs l WHERE l.order_id = d.order_id ORDER BY l.id LIMIT 1) told ON true
           WHERE d.state <> 'closed' GROUP BY 1`,
  });
  return new Map(rows.map(({ no, rules }) => [no, rules]));
}

interface Tellers {
  readonly world: ReconciliationWorld;
  /** The account of the till that rings up orders of its own. */
  readonly counter: string;
  readonly paidAt: Date;
}

/** Records what is told as it may come in truth: nothing is sent to a till, or shown there, before it is known. */
class Teller {
  held: readonly Told[] = [];
  /** The shop's legs by its numbers. */
  private readonly legIds = new Map<string, string>();
  private readonly markers: Markers = new Map();

  constructor(private readonly parts: Tellers) {}

  async take(told: readonly Told[]): Promise<void> {
    const all = [...this.held, ...told];
    const stated = all.filter(isStatement).filter((one) => this.mayBeShown(one));
    await this.record(stated);
    const done = new Set<Told>(stated);
    for (const acts of [all.filter(isAct).filter(isMade), all.filter(isAct).filter(isBooked)])
      for (const one of await this.act(acts)) done.add(one);
    this.held = all.filter((one) => !done.has(one));
  }

  /** @returns those that it was time for */
  private async act(acts: readonly Act[]): Promise<readonly Act[]> {
    const due = acts.filter((one) => this.legIds.has(one.no) && (isMade(one) || this.markers.has(one.no)));
    const withLegs = due.map((one) => ({ ...one, legId: this.legIds.get(one.no)! }));
    await noteActs(this.parts.world, withLegs, this.markers);
    return due;
  }

  /** @param asOf when all of it was asked for; else each was by itself */
  async record(statements: readonly Statement[], asOf?: Date): Promise<void> {
    const recorded = await this.parts.world.ledger.record(
      statements.map((one) => this.toRecording(one, asOf ?? after(this.parts.paidAt, one.minute))),
    );
    recorded.forEach(({ legId }, at) => {
      const { by, no } = statements[at]!;
      if (by === 'shop') this.legIds.set(no, legId);
    });
  }

  private readonly mayBeShown = ({ knownBy, no }: Statement): boolean =>
    knownBy !== 'marker' || this.markers.has(no);

  private toRecording(statement: Statement, asOf: Date): Recording {
    const { shop, till, suning } = this.parts.world;
    const { by, no, knownBy } = statement;
    const shopAccount: RecordingAccount = { ...aRecording(shop).account, id: shop };
    const numbered = knownBy === 'number' ? { numberOf: { account: shopAccount, vendorNo: no } } : {};
    const { paidAt, counter } = this.parts;
    switch (by) {
      case 'shop': {
        const said = { ...shopSays(statement, paidAt), asOf };
        return { ...aRecording(shop, said), by: statement.isPast ? 'backfill' : 'live' };
      }
      case 'till':
      case 'counter': {
        const account = { ...till, id: by === 'till' ? till.id : counter };
        const marker = knownBy === 'marker' ? { marker: this.markers.get(no)! } : {};
        const said = { ...tillSays(statement, paidAt), ...marker, asOf };
        return { ...aRecording(account.id, said, account), ...numbered };
      }
      case 'suning':
        return {
          ...aRecording(suning.id, {}, suning),
          observation: suningSays(statement, asOf),
          ...numbered,
        };
    }
  }
}

const isAct = (told: Told): told is Act => told.by === 'hub';
const isStatement = (told: Told): told is Statement => told.by !== 'hub';
const isBooked = ({ act }: Act): boolean => act === 'booked';
const isMade = (act: Act): boolean => !isBooked(act);
const after = (start: Date, minutes: number): Date => new Date(start.getTime() + minutes * MINUTE_MS);
