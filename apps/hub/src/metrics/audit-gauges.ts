import type { Gauge } from 'prom-client';
import type { SealStanding } from '#audit/chain/sealing.store.js';

/** Of a hash, for a label: enough to tell one head from another. */
const SHOWN_DIGITS = 16;

/** @returns shows them; undefined while the database cannot be asked */
export function auditGauges(gauge: (name: string, help: string, labels: readonly string[]) => Gauge) {
  const head = gauge('audit_head', 'The number of the last seal of the audit; hash is how its hash begins.', [
    'hash',
  ]);
  const waiting = gauge('audit_unsealed', 'Rows of the audit that wait for their seal.', []);
  const oldest = gauge('audit_unsealed_oldest_seconds', 'For how long the oldest of these waits.', []);
  return (standing: SealStanding | undefined): void => {
    head.reset();
    waiting.remove();
    oldest.remove();
    if (standing === undefined) return;
    head.set({ hash: standing.head.hash.slice(0, SHOWN_DIGITS) }, Number(standing.head.seq));
    waiting.set(standing.waiting);
    oldest.set(standing.oldestSeconds);
  };
}
