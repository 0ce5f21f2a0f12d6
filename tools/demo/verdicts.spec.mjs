import { verdictLines } from './verdict-lines.mjs';
import { verdictsOf } from './verdicts.mjs';

const NOW = Date.parse('2027-03-01T08:00:00.000Z');
const EARLIER = '2027-03-01T07:00:00.000Z';
const LATER = '2027-03-01T09:00:00.000Z';

const told = (change = {}) => ({
  kind: 'cancel_ignored',
  orders: [
    { vendor: 'shop', orderNo: 'S-1' },
    { vendor: 'pospal', orderNo: 'T-1' },
  ],
  findable: true,
  rule: 'alive_after_cancel',
  at: '2027-03-01T06:00:00.000Z',
  by: EARLIER,
  endedAt: null,
  ...change,
});
const kept = (change = {}) => ({
  rule: 'alive_after_cancel',
  state: 'open',
  orderId: 'an order',
  hourStart: null,
  since: '2027-03-01T06:00:00.000Z',
  text: { en: 'it is still there', zh: '还在' },
  numbers: ['T-1', 'S-1'],
  ...change,
});
const counted = (distortions, discrepancies) =>
  Object.fromEntries(
    Object.entries(verdictsOf(distortions, discrepancies, NOW)).flatMap(([name, { length }]) =>
      length === 0 ? [] : [[name, length]],
    ),
  );

describe('what the sandbox did against what the hub found', () => {
  it.each([
    ['found', {}, [kept()], { found: 1 }],
    ['found and mended since', {}, [kept({ state: 'closed' })], { found: 1 }],
    ['missing', {}, [], { missing: 1 }],
    ['not due yet', { by: LATER }, [], { notYet: 1 }],
    ['right again before its time', { endedAt: '2027-03-01T06:59:00.000Z' }, [], { cameRight: 1 }],
    ['right again only after it', { endedAt: '2027-03-01T07:01:00.000Z' }, [], { missing: 1 }],
    ['what nobody can find', { findable: false, rule: null, by: null }, [], { unfindable: 1 }],
    ['found by another rule', {}, [kept({ rule: 'stuck' })], { missing: 1, unexplained: 1 }],
    ['found of another order', {}, [kept({ numbers: ['T-2'] })], { missing: 1, unexplained: 1 }],
  ])('%s', (_name, change, discrepancies, expected) => {
    expect(counted([told(change)], discrepancies)).toEqual(expected);
  });

  it('nobody minds what is not open and not explained', () => {
    expect(counted([], [kept({ state: 'accepted' }), kept({ state: 'closed' })])).toEqual({});
  });

  it('what is open of an account is about its settings, of an hour it is false', () => {
    const ofAccount = kept({ rule: 'unknown_value', orderId: null, numbers: [] });
    expect(counted([], [ofAccount])).toEqual({ settings: 1 });
    expect(counted([], [{ ...ofAccount, hourStart: EARLIER }])).toEqual({ unexplained: 1 });
  });

  it('is told in lines, what is wrong with its sentence', () => {
    const verdicts = verdictsOf(
      [told(), told({ orders: [{ vendor: 'shop', orderNo: 'S-2' }] })],
      [kept(), kept({ numbers: [] })],
      NOW,
    );
    const lines = verdictLines(verdicts);
    expect(lines[0]).toMatch(/^found +cancel_ignored +alive_after_cancel, since .*\(shop S-1, pospal T-1\)$/);
    expect(lines[1]).toMatch(/^MISSING +cancel_ignored +alive_after_cancel, was due by .*\(shop S-2\)$/);
    expect(lines[2]).toMatch(/^FALSE +alive_after_cancel, since .*: it is still there \/ 还在$/);
    expect(lines).toContain('1 found, 1 MISSING, 1 FALSE.');
  });
});
