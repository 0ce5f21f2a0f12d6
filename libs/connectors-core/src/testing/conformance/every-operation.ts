import type { ConnectorCase } from '../connector-case.js';
import { fetchOrder } from './fetch-checks.js';
import { place, sinkOf } from './order-sink-checks.js';
import { ask } from './pages-checks.js';
import type { Rig } from './rig.js';
import { submit } from './submit-checks.js';

export type Run = readonly [operation: string, run: (rig: Rig) => Promise<unknown>];

/** All that a case's connector asks of its vendor about orders and hours. */
export function operationsOf({ fetch, pages, submit: report, orderSink }: ConnectorCase): Run[] {
  const runs: Run[] = [];
  if (fetch !== undefined) runs.push(['fetch', (rig) => fetchOrder(rig, fetch)]);
  if (pages !== undefined) runs.push(['pages', (rig) => ask(rig, pages)]);
  if (report !== undefined) runs.push(['submit', (rig) => submit(rig, report)]);
  if (orderSink !== undefined) {
    const { vendorNo } = orderSink.accepted;
    runs.push(['place', (rig) => place(rig, orderSink)]);
    for (const move of ['ship', 'complete', 'cancel'] as const)
      runs.push([move, (rig) => sinkOf(rig)[move](vendorNo, rig.account, rig.inAMinute())]);
  }
  return runs;
}
