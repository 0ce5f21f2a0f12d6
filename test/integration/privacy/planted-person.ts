import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { newId } from '../../support/open-ledger.js';
import type { PrivacyWorld } from './privacy-world.js';

/** Invented. */
export const PERSON = {
  name: '欧阳娜娜',
  phone: '13899990001',
  address: '虚构路88号空中花园',
  remark: '门铃坏了请打电话',
  memberNo: 'MEMBER-778899',
};
export const NEIGHBOUR = { name: '司徒明明', phone: '13899990002' };

export const needlesOf = (world: PrivacyWorld) => ({
  ...PERSON,
  phoneHash: world.key.phoneHash(PERSON.phone)!,
});

const MINUTE_MS = 60_000;
const AT = new Date('2026-11-21T03:50:00.000Z');
const at = (minutes: number) => new Date(AT.getTime() + minutes * MINUTE_MS);

/** What a shop says of the person's order, so many minutes after it was placed. */
export const documentOf = (orderNo: string, minutes: number, change: object = {}) => ({
  ...{
    orderNo,
    customer: PERSON,
    placedAt: AT.getTime(),
    paidAt: AT.getTime(),
    updatedAt: at(minutes).getTime(),
  },
  ...change,
});

const row = (orderNo: string, { name, phone }: { name: string; phone: string }) => ({
  ...{ orderNo, state: 1, contactName: name, contactTel: phone, orderRemark: PERSON.remark },
});

const stated = (
  vendorNo: string,
  minutes: number,
  person: { name: string; phone: string },
  state: string,
) => ({
  vendorNo,
  asOf: at(minutes),
  fulfilment: { state: 'accepted', raw: state, completedAt: null } as const,
  contact: { address: null, remark: PERSON.remark, memberNo: null, name: person.name, phone: person.phone },
});

/** A page that shows the person's order and a neighbour's. @param state of the neighbour's, in the till's words */
export const listBoth = (world: PrivacyWorld, till: string, minutes: number, state: string) =>
  world.listed(
    till,
    [row('T-1', PERSON), { ...row('T-2', { ...NEIGHBOUR, name: NEIGHBOUR.name }), orderRemark: '' }],
    [
      stated('T-1', minutes, PERSON, '1'),
      { ...stated('T-2', minutes, NEIGHBOUR, state), contact: { ...NO_ONE, ...NEIGHBOUR } },
    ],
  );

const NO_ONE = { address: null, remark: null, memberNo: null };

/** Every table that may hold something of a person gets something of this one. */
export async function plant(
  world: PrivacyWorld,
  shop: ActiveAccount,
  till: string,
): Promise<{ orderId: string }> {
  await world.post(shop, documentOf('S-1', 1), 'msg_first');
  await world.drain();
  // The same once more: nothing changes by it, and no entry names its bytes.
  await world.post(shop, documentOf('S-1', 1), 'msg_again');
  await world.drain();
  await world.post(shop, documentOf('S-1', 2, { fulfilment: 'preparing' }), 'msg_again');
  await world.post(shop, documentOf('S-1', 3, { items: `of ${PERSON.phone}` }));
  await world.post(shop, documentOf('S-never', 3, { totalFen: -1 }));
  await listBoth(world, till, 1, '1');
  // Kept for the neighbour, of whom something else is said.
  await listBoth(world, till, 2, '8');
  const [order] = await world.orders.list({ q: 'S-1', limit: 1 });
  await plantTexts(world, order!.id, order!.legs[0]!.id);
  return { orderId: order!.id };
}

async function plantTexts({ database }: PrivacyWorld, orderId: string, legId: string): Promise<void> {
  const ids = Object.fromEntries(
    ['correction', 'act', 'dispatch', 'discrepancy', 'text', 'event'].map((name) => [name, newId()]),
  );
  const says = `${PERSON.name} called: 138-9999-0001`;
  const [{ account_id, leg_id: other } = { account_id: '', leg_id: '' }] = await database.rows<{
    account_id: string;
    leg_id: string;
  }>({
    text: `SELECT l.account_id, (SELECT id FROM legs WHERE vendor_no = 'T-2') AS leg_id FROM legs l WHERE l.id = $1`,
    values: [legId],
  });
  const statements: [string, unknown[]][] = [
    [
      `INSERT INTO corrections (id, leg_id, sale_fen, amounts_digest, reason, stated_by, stated_at) VALUES ($1, $2, 1, '', $3, 'k', now())`,
      [ids['correction'], legId, says],
    ],
    [
      `INSERT INTO correction_withdrawals (correction_id, reason, withdrawn_by, withdrawn_at) VALUES ($1, $2, 'k', now())`,
      [ids['correction'], says],
    ],
    [
      `INSERT INTO link_acts (id, kind, actor, reason, is_forced, at) VALUES ($1, 'link', 'k', $2, false, now())`,
      [ids['act'], says],
    ],
    [
      `INSERT INTO order_links (id, leg_id, order_id, evidence, linked_at, act_id) VALUES ($1, $2, $3, 'person', now(), $4)`,
      [newId(), legId, orderId, ids['act']],
    ],
    [
      `INSERT INTO reveals (id, order_id, at, actor_kind, actor_id, reason) VALUES ($1, $2, now(), 'key', $1, $3)`,
      [newId(), orderId, says],
    ],
    [
      `INSERT INTO link_suggestions (id, leg_id, other_leg_id, score, reasons, contradicts, is_alike, state, reason, created_at)
       VALUES ($1, $2, $3, 1, '{phone}', '{}', false, 'dismissed', $4, now())`,
      [newId(), legId, other, says],
    ],
    [
      `INSERT INTO dispatches (id, account_id, kind, leg_id, cause, state, due_at, created_at, updated_at, placed_facts, detail,
         error_message) VALUES ($1, $2, 'place', $3, 'rule', 'failed', now(), now(), now(), '{"contact": "0123abcd"}',
         jsonb_build_object('items', $4::text), $4)`,
      [ids['dispatch'], account_id, legId, says],
    ],
    [
      `INSERT INTO dispatch_attempts (id, started_at, dispatch_id, step, request, message) VALUES ($1, now(), $2, 'place',
         jsonb_build_object('orderRemark', $3::text), $3)`,
      [newId(), ids['dispatch'], says],
    ],
    [
      `INSERT INTO discrepancies (id, rule, subject, key, order_id, severity, state, evidence, fingerprint, repairs, since,
         opened_at, updated_at) VALUES ($1, 'stuck', 'order:' || $2, '', $2::uuid, 'low', 'open', '{}', 'x', '[]', now(), now(), now())`,
      [ids['discrepancy'], orderId],
    ],
    [`INSERT INTO discrepancy_texts (id, text) VALUES ($1, $2)`, [ids['text'], `asked ${PERSON.name}`]],
    [
      `INSERT INTO discrepancy_events (id, discrepancy_id, at, kind, text_id) VALUES ($1, $2, now(), 'noted', $3)`,
      [ids['event'], ids['discrepancy'], ids['text']],
    ],
    [`UPDATE deliveries SET error_message = $1 WHERE state = 'conflict'`, [says]],
    [`INSERT INTO alarm_texts (id, text) VALUES ($1, $2)`, [newId(), says]],
    [
      `INSERT INTO bulks (id, act, asked, words, state, planned_by, reason, due_at, created_at, expires_at)
       VALUES ($1, 'release', '{}', '{}', 'done', 'k', $2, now(), now(), now())`,
      [newId(), says],
    ],
  ];
  for (const [text, values] of statements) await database.rows({ text, values });
}
