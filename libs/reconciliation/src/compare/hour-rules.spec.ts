import { someAccountFacts, someAccountsFacts } from '../../../../test/factories/compared-orders.js';
import { ASK_REASONS } from '#reporting/derive/submission-rule.js';
import { compareHour } from './compare-hour.js';
import type { CoverageSpan } from '#polling/plan/sources-seen.query.js';
import type { AccountFacts } from './account-facts.js';
import type { ComparedHour, ComparedSubmission, ComparedTickets } from './compared-hour.js';

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
  end: new Date(START.getTime() + 60 * MINUTE_MS),
  tickets: null,
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

describe('the tickets of an hour', () => {
  const LAG = { lagMs: 5 * MINUTE_MS, overlapMs: 2 * MINUTE_MS };
  const read = (toMinutes: number, change: Partial<CoverageSpan> = {}): CoverageSpan => ({
    ...{ stream: 'o-1', fromMs: START.getTime(), toMs: START.getTime() + toMinutes * MINUTE_MS, gaps: [] },
    ...LAG,
    ...change,
  });
  const sinkOf = (change: Partial<AccountFacts> = {}) =>
    someAccountsFacts(
      someAccountFacts({ id: 'sink', tickets: 'same_sales', coverage: [read(67)], ...change }),
    );
  const SHOWN = { streams: ['o-1'], count: 2, totalFen: 1_200n, since: ago(200) };
  /** Reported as 12 yuan in two orders. */
  const reported = (
    tickets: Partial<ComparedTickets> | null,
    accounts = sinkOf(),
    change: Partial<ComparedHour> = {},
  ) =>
    compare(
      {
        accepted: figures(1_200n, 2),
        tickets: tickets === null ? null : { ...SHOWN, ...tickets },
        ...change,
      },
      accounts,
    );

  it.each([
    ['sum', { totalFen: 1_100n }],
    ['number', { count: 3 }],
  ])('differ by their %s, once they are read past it and its patience is over', (_what, change) => {
    const { differences, silent } = reported(change);
    expect(silent.size).toBe(0);
    expect(differences).toMatchObject([
      {
        ...{ rule: 'tickets_differ', severity: 'warn', accountId: 'sink', since: ago(200), repairs: [] },
        evidence: { reportedFen: '1200', reported: 2, hourAt: START.toISOString() },
      },
    ]);
    const soon = reported({ ...change, since: ago(59) });
    expect([soon.differences, soon.pending]).toEqual([[], [{ rule: 'tickets_differ', key: '' }]]);
  });

  it('agree where they come to what was reported, and none is what a report of nothing says', () => {
    const nothing = { accepted: figures(0n, 0), ledger: figures(0n, 0) };
    for (const { differences, pending, silent } of [
      reported({}),
      reported({ count: 0, totalFen: 0n, since: null }, sinkOf(), nothing),
    ])
      expect([differences, pending, silent.size]).toEqual([[], [], 0]);
  });

  const OTHER = { totalFen: 1n };
  it.each([
    ['they are not read to its end', 'not_covered', OTHER, { coverage: [read(66)] }, {}],
    [
      ...(['a window in it is not read', 'not_covered', OTHER] as const),
      { coverage: [read(67, { gaps: [{ fromMs: START.getTime() + 1, toMs: START.getTime() + 2 }] })] },
      {},
    ],
    [
      'they were not read before it began',
      'not_covered',
      OTHER,
      { coverage: [read(67, { fromMs: START.getTime() + 1 })] },
      {},
    ],
    [
      'another of its store’s streams is not listed',
      'not_listed',
      { ...OTHER, streams: ['o-1', 'o-2'] },
      {},
      {},
    ],
    ['nobody lists them', 'not_listed', OTHER, { coverage: null }, {}],
    ['its store is not known there', 'not_listed', { ...OTHER, streams: [] }, {}, {}],
    ['one has no amount', 'not_filled', { totalFen: null }, {}, {}],
    ['its account is paused', 'account_paused', OTHER, { standing: 'paused' }, {}],
    ['its account is unwell', 'account_unwell', OTHER, { standing: 'unwell' }, {}],
    ['it settles', 'reporting_open', OTHER, {}, { settles: true }],
    ['it asks', 'reporting_open', OTHER, {}, { asks: 'old' }],
    ['a report waits', 'reporting_open', OTHER, {}, { submission: { state: 'waiting', since: ago(1) } }],
    ['it is another by now', 'reporting_open', OTHER, {}, { ledger: figures(1_300n, 2) }],
  ] as const)('are not judged while %s', (_why, why, tickets, account, hour) => {
    const { differences, pending, silent } = reported(tickets, sinkOf(account), hour);
    expect(silent.get('tickets_differ')).toBe(why);
    const isOf = ({ rule }: { readonly rule: string }) => rule === 'tickets_differ';
    expect([...differences, ...pending].filter(isOf)).toEqual([]);
  });

  it('are not looked at where nobody says that they are the same sales, or nothing was reported', () => {
    for (const { differences, silent } of [
      reported(OTHER, sinkOf({ tickets: 'unknown' })),
      reported(OTHER, sinkOf(), { accepted: null, submission: null }),
    ])
      expect([differences, silent.get('tickets_differ')]).toEqual([[], undefined]);
  });
});
