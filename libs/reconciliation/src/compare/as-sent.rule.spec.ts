import {
  aCommand,
  judgedBy,
  shopLeg,
  someAccountFacts,
  someAccountsFacts,
  tillLeg,
} from '../../../../test/factories/compared-orders.js';
import type { AccountFacts } from './account-facts.js';

const shown = (change: Parameters<typeof tillLeg>[2] = {}) =>
  tillLeg('accepted', 1, { marker: 'SP-1', ...change });

describe('amount_differs', () => {
  const rule = 'amount_differs';
  const judged = (
    till: Parameters<typeof tillLeg>[2],
    command: Parameters<typeof aCommand>[0] = {},
    ...accounts: AccountFacts[]
  ) =>
    judgedBy(rule, {
      legs: [shopLeg(), shown(till)],
      commands: [aCommand({ sentFen: 1_800n, ...command })],
      accounts: someAccountsFacts(...accounts),
    });

  it('tells of a till that shows another sum than was sent, to the fen', () => {
    expect(judged({ saleFen: 1_799n })).toEqual([
      {
        key: 'b-till',
        evidence: { till: 'T-1', sentFen: '1800', shownFen: '1799' },
        repairs: expect.anything(),
      },
    ]);
    expect(judged({ saleFen: 1_801n })).toHaveLength(1);
    expect(judged({ saleFen: 1_800n })).toEqual([]);
  });

  it.each(['shop', 'till'])('leaves what the account of the %s calls rounding', (id) => {
    const rounding = someAccountFacts({ id, roundingMostFen: 5n });
    expect(judged({ saleFen: 1_795n }, {}, rounding)).toEqual([]);
    expect(judged({ saleFen: 1_805n }, {}, rounding)).toEqual([]);
    expect(judged({ saleFen: 1_794n }, {}, rounding)).toHaveLength(1);
  });

  it('finds nothing where either sum is not known, as with a till’s own prices, or that was put right', () => {
    expect(judged({ saleFen: 1n }, { sentFen: null })).toEqual([]);
    expect(judged({ saleFen: null })).toEqual([]);
    expect(judged({ saleFen: 1_800n }, { sentFen: 1_700n })).toEqual([]);
  });

  it('looks only at what we placed, is told of and not cancelled', () => {
    const till = { saleFen: 1n };
    expect(judged({ ...till, marker: 'SP-2' })).toEqual([]);
    expect(judged({ ...till, marker: null })).toEqual([]);
    expect(judged(till, { marker: null })).toEqual([]);
    expect(judged(till, { kind: 'ship' })).toEqual([]);
    expect(judged(till, { accountId: 'other' })).toEqual([]);
    expect(judged({ ...till, fulfilment: 'cancelled' })).toEqual([]);
    expect(judged({ ...till, confirmedAt: new Date(0) })).toEqual([]);
  });

  it('is silent while the till cannot be judged, or a command is open', () => {
    expect(judged({ saleFen: 1n }, {}, someAccountFacts({ id: 'till', standing: 'unwell' }))).toBe(
      'account_unwell',
    );
    const commands = [
      aCommand({ sentFen: 1_800n }),
      aCommand({ id: 'd2', kind: 'cancel', state: 'unknown' }),
    ];
    expect(judgedBy(rule, { legs: [shown({ saleFen: 1n })], commands })).toBe('dispatch_open');
    const bare = { ...shown(), facts: null };
    expect(judgedBy(rule, { legs: [bare], commands: [aCommand()] })).toBe('not_filled');
  });
});

describe('lines_differ', () => {
  const rule = 'lines_differ';
  const judged = (productsDigest: string | null, sentProducts: string | null) =>
    judgedBy(rule, { legs: [shopLeg(), shown({ productsDigest })], commands: [aCommand({ sentProducts })] });

  it('tells of a till that shows other products than were sent', () => {
    expect(judged('b', 'a')).toMatchObject([
      { key: 'b-till', evidence: { till: 'T-1', sent: 'a', shown: 'b' } },
    ]);
    expect(judged('a', 'a')).toEqual([]);
  });

  it('finds nothing where either side is not known', () => {
    expect(judged(null, 'a')).toEqual([]);
    expect(judged('a', null)).toEqual([]);
  });
});
