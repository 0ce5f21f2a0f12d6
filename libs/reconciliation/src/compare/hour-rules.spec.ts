import { someAccountFacts, someAccountsFacts } from '../../../../test/factories/compared-orders.js';
import { ASK_REASONS } from '#reporting/derive/submission-rule.js';
import { compareHour } from './compare-hour.js';
import type { ComparedHour, ComparedSubmission } from './compared-hour.js';

const START = new Date('2026-03-05T01:00:00Z');
const NOW = new Date('2026-03-05T12:00:00Z');
const MINUTE_MS = 60_000;
const ago = (minutes: number): Date => new Date(NOW.getTime() - minutes * MINUTE_MS);
const figures = (totalFen: bigint, orders: number) => ({ totalFen, orders, items: 2, lines: 1 });
const ACCEPTED: ComparedSubmission = { state: 'accepted', since: ago(300) };

/** Reported as 10 yuan, and 12 yuan by now. */
const anHour = (change: Partial<ComparedHour> = {}): ComparedHour => ({
  storeId: 'store',
  start: START,
  accountId: 'sink',
  ledger: figures(1_200n, 2),
  revisedAt: ago(5),
  accepted: figures(1_000n, 1),
  submission: ACCEPTED,
  settles: false,
  asks: null,
  ...change,
});

const sink = (standing: 'well' | 'unwell' | 'paused') =>
  someAccountsFacts(someAccountFacts({ id: 'sink', standing }));
const compare = (change: Partial<ComparedHour>, accounts = sink('well')) =>
  compareHour(anHour(change), accounts, NOW);

it.each(ASK_REASONS)('an hour that asks (%s) differs at once, and a submission would mend it', (asks) => {
  const { differences, pending } = compare({ asks });
  expect(pending).toEqual([]);
  expect(differences).toMatchObject([
    {
      rule: 'hour_differs',
      severity: 'error',
      since: ago(5),
      evidence: { reportedFen: '1000', ledgerFen: '1200', reported: 1, ledger: 2, state: asks },
      repairs: [{ kind: 'submit', accountId: 'sink', legId: null }],
    },
  ]);
});

it.each(['failed', 'conflict'] as const)('so does one whose report is %s', (state) => {
  const { differences } = compare({ submission: { state, since: ago(1) }, accepted: null });
  expect(differences).toMatchObject([
    { since: ago(1), evidence: { state, reportedFen: null, reported: null } },
  ]);
});

it('one whose report is unknown differs after an hour of it, to the millisecond', () => {
  const since = new Date(ago(60).getTime() + 1);
  const early = compare({ submission: { state: 'unknown', since } });
  expect(early.differences).toEqual([]);
  expect(early.pending).toEqual([{ rule: 'hour_differs', key: '' }]);
  expect(early.lookAgainAt).toEqual(new Date(NOW.getTime() + 1));
  expect(compare({ submission: { state: 'unknown', since: ago(60) } }).differences).toHaveLength(1);
});

it('the account’s patience holds where it has one', () => {
  const patient = someAccountFacts({ id: 'sink', patienceMs: new Map([['hour_differs', 90 * MINUTE_MS]]) });
  const submission = { state: 'unknown', since: ago(89) } as const;
  expect(compare({ submission }, someAccountsFacts(patient)).differences).toEqual([]);
});

it('is silent while reporting is about to mend it, or its account is paused', () => {
  const reporting = new Map([['hour_differs', 'reporting_open']]);
  expect(compare({ settles: true }).silent).toEqual(reporting);
  expect(compare({ submission: { state: 'waiting', since: ago(900) } }).silent).toEqual(reporting);
  const paused = compare({ asks: 'setting' }, sink('paused'));
  expect(paused).toMatchObject({ differences: [], silent: new Map([['hour_differs', 'account_paused']]) });
});

it('agrees where the vendor has what the ledger says, whatever was tried since', () => {
  const same = { accepted: figures(1_200n, 2) };
  for (const state of ['accepted', 'waiting', 'unknown', 'failed'] as const)
    expect(compare({ ...same, submission: { state, since: ago(900) } })).toMatchObject({
      differences: [],
      silent: new Map(),
      pending: [],
    });
});

it('finds nothing of an hour of which nobody has been told, and needs no account that is well', () => {
  expect(compare({ accountId: null, submission: null, accepted: null }).differences).toEqual([]);
  expect(compare({ submission: null, accepted: null }).differences).toEqual([]);
  expect(compare({ asks: 'old' }, sink('unwell')).differences).toHaveLength(1);
});
