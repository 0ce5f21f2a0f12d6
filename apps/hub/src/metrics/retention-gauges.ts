import type { Gauge } from 'prom-client';
import type { RetentionStanding } from '#retention/standings.store.js';

/** @returns shows how it goes; undefined while the database cannot be asked */
export function retentionGauges(gauge: (name: string, help: string, labels: readonly string[]) => Gauge) {
  const done = gauge(
    'retention_done_timestamp_seconds',
    'When what is kept long enough was last let go, by kind; 0 where no run has come to its end.',
    ['kind'],
  );
  const failing = gauge('retention_failing', '1 while the last run has failed with the kind.', ['kind']);
  const overdue = gauge(
    'retention_overdue_seconds',
    'How long ago the oldest month should have gone that is still there; 0 where there is none.',
    ['kind'],
  );
  const held = gauge('retention_held_months', 'Months that stay because something in them is needed.', [
    'kind',
  ]);
  return (standings: readonly RetentionStanding[] | undefined): void => {
    for (const one of [done, failing, overdue, held]) one.reset();
    for (const { kind, doneAt, failingSince, overdueSince, held: months } of standings ?? []) {
      done.set({ kind }, (doneAt?.getTime() ?? 0) / 1000);
      failing.set({ kind }, failingSince === null ? 0 : 1);
      overdue.set(
        { kind },
        overdueSince === null ? 0 : Math.max(0, (Date.now() - overdueSince.getTime()) / 1000),
      );
      held.set({ kind }, months);
    }
  };
}
