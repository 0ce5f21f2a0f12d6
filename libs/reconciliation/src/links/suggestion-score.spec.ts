import fc from 'fast-check';
import { likeliest, type LonelyLeg, movingFirst, NEAR_MS, scoreOf } from './suggestion-score.js';

const AT = new Date('2026-11-21T03:50:00Z');
const MINUTE_MS = 60_000;
const aLeg = (said: Partial<LonelyLeg> = {}): LonelyLeg => ({
  ...{ id: 'a', accountId: 'shop', sellRank: 0, storeId: 's', phoneHash: null },
  ...{ saleFen: 1_800n, totalFen: 1_800n, placedAt: AT },
  ...said,
});
const aTill = (said: Partial<LonelyLeg> = {}): LonelyLeg =>
  aLeg({ id: 'b', accountId: 'till', sellRank: 1, ...said });
const minutes = (count: number): Date => new Date(AT.getTime() + count * MINUTE_MS);

describe('how much speaks for two legs being one order', () => {
  it.each([
    ['amount and time', aLeg(), aTill(), { score: 50, reasons: ['amount', 'time'] }],
    ['less, the further apart', aLeg(), aTill({ placedAt: minutes(9) }), { score: 41 }],
    ['the phone besides', aLeg({ phoneHash: 'f' }), aTill({ phoneHash: 'f' }), { score: 90 }],
    [
      'the phone against the amount',
      aLeg({ phoneHash: 'f' }),
      aTill({ phoneHash: 'f', saleFen: 1n, totalFen: 1n }),
      { score: 70, contradicts: ['amount'] },
    ],
  ] as const)('%s', (_what, one, other, scored) => {
    expect(scoreOf(one, other)).toMatchObject(scored);
  });

  it.each([
    ['the time alone', aTill({ saleFen: null, totalFen: null })],
    ['the amount alone', aTill({ placedAt: new Date(AT.getTime() + NEAR_MS + 1) })],
    ['other amounts', aTill({ saleFen: 1n, totalFen: 1n })],
    ['another store', aTill({ storeId: 't' })],
    ['one account', aLeg({ id: 'b' })],
  ])('nothing where there is %s', (_what, other) => {
    expect(scoreOf(aLeg(), other)).toBeUndefined();
  });

  it('two tills, or two shippers, have two orders; two storefronts may have one', () => {
    const between = (sellRank: LonelyLeg['sellRank']) =>
      scoreOf(aLeg({ sellRank }), aLeg({ id: 'b', accountId: 'other', sellRank }));
    expect([between(1), between(null)]).toEqual([undefined, undefined]);
    expect(between(0)).toMatchObject({ score: 50 });
  });

  it('a number that is called out is a sign beside another one, and alone is chance', () => {
    const far = { placedAt: minutes(300) };
    expect(scoreOf(aLeg(), aTill(far), { pickup_number: true })).toMatchObject({
      reasons: ['amount', 'pickup_number'],
    });
    const silent = { ...far, saleFen: null, totalFen: null };
    expect(scoreOf(aLeg(), aTill(silent), { pickup_number: true })).toBeUndefined();
  });

  it('a number that one declares is told whatever speaks against it', () => {
    const other = aTill({ storeId: 't', saleFen: 1n, totalFen: 1n, placedAt: minutes(60 * 40) });
    expect(scoreOf(aLeg(), other, { declared_number: true })).toEqual({
      score: 60,
      reasons: ['declared_number'],
      contradicts: ['store', 'amount', 'time'],
    });
  });

  it('is the same the other way about, and so is who would move', () => {
    const leg = fc.record({
      ...{ id: fc.constantFrom('a', 'b'), accountId: fc.constantFrom('x', 'y') },
      ...{ sellRank: fc.constantFrom(0, 1, null), storeId: fc.constantFrom('s', 't', null) },
      ...{ phoneHash: fc.constantFrom('f', null), totalFen: fc.constant(null) },
      ...{ saleFen: fc.constantFrom(1n, 2n, null), placedAt: fc.constantFrom(AT, minutes(10), null) },
    });
    fc.assert(
      fc.property(leg, leg, fc.boolean(), (one, other, pickup_number) => {
        expect(scoreOf(one, other, { pickup_number })).toEqual(scoreOf(other, one, { pickup_number }));
        if (one.id !== other.id) expect(movingFirst(one, other)).toEqual(movingFirst(other, one));
      }),
    );
  });
});

it('of candidates that are as likely none is chosen: each says that it is not alone', () => {
  const candidate = (id: string, score: number) => ({
    ...{ leg: aLeg(), other: aTill({ id }), score, reasons: [], contradicts: [] },
  });
  const chosen = likeliest([candidate('d', 40), candidate('b', 50), candidate('c', 50), candidate('e', 30)]);
  expect(chosen.map(({ other, isAlike }) => [other.id, isAlike])).toEqual([
    ['b', true],
    ['c', true],
    ['d', false],
  ]);
});
