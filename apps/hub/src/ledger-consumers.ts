import type { FactoryProvider } from '@nestjs/common';
import { ConnectorRegistry } from '#connectors-core/connector-registry.js';
import { DISPATCH_CONSUMER, DISPATCH_PLAN } from '#dispatch/dispatch.tasks.js';
import type { LedgerConsumer } from '#ledger/ledger-consumer.js';
import { POLLING_CHANGES, POLLING_CONSUMER } from '#polling/polling.tasks.js';
import { RECONCILIATION_COMPARE, RECONCILIATION_CONSUMER } from '#reconciliation/reconciliation.tasks.js';
import { REPORTING_CHANGES, REPORTING_CONSUMER } from '#reporting/reporting.tasks.js';

/** Who is told, in the ledger's transaction, of orders that changed. */
export const LEDGER_CONSUMERS: Pick<FactoryProvider<readonly LedgerConsumer[]>, 'useFactory' | 'inject'> = {
  useFactory: (connectors: ConnectorRegistry) => [
    { name: REPORTING_CONSUMER, task: REPORTING_CHANGES, ofMoves: 'places' },
    { name: DISPATCH_CONSUMER, task: DISPATCH_PLAN, ofMoves: 'news' },
    {
      ...{ name: POLLING_CONSUMER, task: POLLING_CHANGES, ofMoves: 'nothing' },
      // Only these legs are ever fetched again.
      ofConnectors: (connector) => connectors.get(connector)?.source?.fetch !== undefined,
    },
    { name: RECONCILIATION_CONSUMER, task: RECONCILIATION_COMPARE },
  ],
  inject: [ConnectorRegistry],
};
