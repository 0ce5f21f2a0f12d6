import { QUEUE_TEXTS } from '#admin-contract/overview-texts.js';
import { behindQueue } from './behind-queue.js';

const ACCOUNT = '01a22bf3-b589-771b-a4cf-9a0fa9fc0000';
const of = (queue: string, rest: object = {}) =>
  behindQueue(
    { queue, filter: {}, accountId: null, oldestAt: null, state: 'open', ...rest } as never,
    'Asia/Shanghai',
  );

it.each([
  [
    of('discrepancies', { filter: { state: 'open', severity: 'error' } }),
    '/discrepancies?state=open&severity=error',
  ],
  [of('dispatches', { filter: { state: 'held' } }), '/dispatches?state=held'],
  [
    of('hours', { state: 'differs', oldestAt: '2026-03-01T17:00:00.000Z' }),
    '/sales?date=2026-03-02&state=differs',
  ],
  [of('submissions', { state: 'failed' }), '/sales?state=failed'],
  [of('submissions', { state: 'waiting' }), '/sales'],
  [of('unmapped_items', { accountId: ACCOUNT }), `/products?accountId=${ACCOUNT}`],
  [of('unmapped_values', { accountId: ACCOUNT }), `/accounts/${ACCOUNT}`],
  [of('windows'), '/coverage'],
])('leads to %s', (place, wanted) => expect(place).toBe(wanted));

it('leads somewhere from every queue that there is', () => {
  for (const queue of Object.keys(QUEUE_TEXTS)) expect(of(queue)).toMatch(/^\/[a-z]/);
});
