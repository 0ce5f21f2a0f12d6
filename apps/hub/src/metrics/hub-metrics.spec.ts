import { HubMetrics } from './hub-metrics.js';
import type { Standing } from './standing.js';

const STANDING: Standing = {
  backlog: new Map([['storefront', 1]]),
  submissions: new Map([['failed', 1]]),
  hoursBehind: 1,
  gaps: { missing: 1, overdue: 1, provisional: 1, changesOverdue: 1 },
  hoursDiffering: 1,
  hoursWaiting: new Map([['unconfirmed', 1]]),
  sweptAt: 1,
  attributions: { open: 1, oldestSeconds: 1 },
  refolds: { open: 1, legsLeft: 1 },
  bulks: { open: 2, oldestSeconds: 7 },
  attention: new Map([['till_differs', 1]]),
  accounts: [{ connector: 'storefront', state: 'unwell', count: 1 }],
  open: [{ what: 'dispatches', state: 'held', count: 1, oldestAt: new Date(0) }],
  discrepancies: {
    counts: [{ rule: 'stuck', state: 'open', count: 1 }],
    incidents: [{ rule: 'stuck', count: 1 }],
    waiting: { count: 1, oldestSeconds: 1 },
    stopped: { all: 1, accounts: 1 },
    suggestions: 2,
    runs: [{ state: 'paused', count: 1 }],
    repairs: [{ state: 'planned', count: 1 }],
  },
  alarms: [{ kind: 'run_failing', state: 'open', count: 1 }],
  retention: [
    {
      ...{ kind: 'raw', lookedAt: new Date(1), doneAt: null, failingSince: null, errorMessage: null },
      ...{ overdueSince: new Date(1), held: 1, monthsDropped: 1, rowsDeleted: 1 },
    },
  ],
  audit: { head: { seq: 3n, hash: 'ab'.repeat(32) }, waiting: 1, oldestSeconds: 1 },
  workers: 1,
};

describe('HubMetrics', () => {
  it('leaves out all that the database says while it cannot be asked', async () => {
    const metrics = new HubMetrics();
    const samples = async () =>
      (await metrics.registry.metrics())
        .split('\n')
        .filter((line) => line.startsWith('suanpan_'))
        .map((line) => line.replace(/ [^ ]+$/, ''))
        .sort();
    metrics.showStanding(undefined);
    const asked = await samples();
    metrics.showStanding(STANDING);
    expect((await samples()).length).toBeGreaterThan(asked.length);
    metrics.showStanding(undefined);
    expect(await samples()).toEqual(asked);
  });
});
