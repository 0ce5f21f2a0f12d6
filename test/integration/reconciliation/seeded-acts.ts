import { TAKEN_BACK } from '#dispatch/dispatch-words.js';
import { newMarker } from '#domain/marker.js';
import { productsDigest } from '#domain/products-digest.js';
import { newId } from '../../support/open-ledger.js';
import type { ReconciliationWorld } from './reconciliation-world.js';
import type { Act } from './seeded-telling.js';

export const PRODUCT_UID = '880123456789012345';

/** How long a booking may be under way. */
const UNDER_WAY_MS = 30_000;

/** Under which marker an order of the shop was sent to the till, by its number. */
export type Markers = Map<string, string>;

/** A command, and the shop's leg that it is about. */
export interface LegAct extends Act {
  readonly legId: string;
}

/** Notes of commands what dispatch would: their rows, their markers, and the till's receipts. */
export async function noteActs(
  world: ReconciliationWorld,
  acts: readonly LegAct[],
  markers: Markers,
): Promise<void> {
  const made = acts.filter(({ act }) => act !== 'booked').map((one) => ({ ...one, marker: someMarker() }));
  const sent = made.filter(({ act }) => act === 'send');
  const rows = made.map((one) => toRow(one, world));
  await world.database.prisma.dispatch.createMany({ data: rows });
  await world.ledger.mark(
    world.database,
    sent.map(({ legId, marker }) => ({ accountId: world.till.id, marker, legId })),
  );
  for (const { no, marker } of sent) markers.set(no, marker);
  await takeReceipts(world, acts, markers);
}

const someMarker = (): string => newMarker(Buffer.from(newId().replaceAll('-', ''), 'hex'));

function toRow(
  { act, legId, marker, saleFen }: LegAct & { marker: string },
  { till, clock }: ReconciliationWorld,
) {
  const now = clock.now();
  const row = { id: newId(), accountId: till.id, kind: 'place', legId, marker, cause: 'rule' };
  const times = { dueAt: now, createdAt: now, updatedAt: now };
  if (act === 'call off')
    return { ...row, ...times, state: 'withdrawn', errorCode: TAKEN_BACK.code, settledAt: now };
  return {
    ...{ ...row, ...times, state: 'unknown', attempts: 1, statedAt: now, writeBefore: now },
    overAt: new Date(now.getTime() + UNDER_WAY_MS),
    sentFen: saleFen,
    sentProducts: productsDigest([{ productUid: PRODUCT_UID, quantity: '1' }]),
  };
}

async function takeReceipts(
  { database, ledger, till }: ReconciliationWorld,
  acts: readonly LegAct[],
  markers: Markers,
): Promise<void> {
  const receipts = acts
    .filter(({ act }) => act === 'booked')
    .map(({ no, legId }) => ({ account: till, vendorNo: `T-${no}-0`, legId, marker: markers.get(no)! }));
  await database.prisma.dispatch.updateMany({
    where: { marker: { in: receipts.map(({ marker }) => marker) } },
    data: { state: 'done' },
  });
  await database.transaction((sql) => ledger.linkReceipts(sql, receipts));
}
