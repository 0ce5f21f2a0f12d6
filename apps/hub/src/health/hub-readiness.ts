import type { FactoryProvider } from '@nestjs/common';
import type { Database } from '#database/database.js';
import { within } from '#database/statement-bounds.js';
import { AcknowledgingTrial } from '#intake/acknowledging-trial.js';
import { liveWorkers } from '#jobs/heartbeat.store.js';
import type { VersionWatch } from '../versions/version-watch.js';
import { isMigrated } from './database.query.js';
import { OverdueLooks } from './overdue-looks.js';
import { Readiness, type ReadinessParts } from './readiness.js';

type Given = Pick<ReadinessParts, 'roles' | 'clock' | 'log' | 'runnerWatch'> & {
  readonly database: Database;
  readonly versions: Pick<VersionWatch, 'fault'>;
};

/** What a running hub's readiness is asked of. A hub without workers takes no looks. */
export const hubReadiness = ({ database, versions, ...given }: Given): FactoryProvider<Readiness> => ({
  provide: Readiness,
  useFactory: (trial: AcknowledgingTrial, looks?: OverdueLooks) =>
    new Readiness({
      ...given,
      outdated: () => versions.fault,
      isMigrated: () => within('acknowledging', () => isMigrated(database)),
      liveWorkers: () => within('acknowledging', () => liveWorkers(database)),
      tryAcknowledging: () => trial.run(),
      overdue: () => looks?.overdue() ?? [],
    }),
  inject: [AcknowledgingTrial, { token: OverdueLooks, optional: true }],
});
