import type { Provider } from '@nestjs/common';
import type { SecretBox } from '#sealing/secret-box.js';
import type { OutboundPolicy } from '#connectors-core/outbound-policy.js';
import type { Transport } from '#connectors-core/transport.js';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import { within } from '#database/statement-bounds.js';
import type { Log } from '#domain/log.js';
import { Instance } from '#jobs/instance.js';
import { Leases } from '#jobs/lease.js';
import { TaskList } from '#jobs/task-list.js';
import type { AlarmWords } from '../alarm-words.js';
import { ALARMS_FORGET, ALARMS_SEND } from '../alarms.tasks.js';
import type { AlarmsSettings } from '../alarms-settings.js';
import { FailingAddresses } from './failing-addresses.query.js';
import { forgetOld } from './forgetting.store.js';
import { Packing } from './packing.js';
import { Posting } from './posting.js';
import { Sending } from './sending.js';

export interface SendOptions {
  readonly log: Log;
  readonly transport: Transport;
  readonly outbound: OutboundPolicy;
  readonly box: SecretBox;
  readonly words: AlarmWords;
  readonly onSecrets: (values: readonly string[]) => void;
}

/** Who packs and sends, and what of it is for others. */
export const sendProviders = (options: SendOptions, settings: AlarmsSettings): Provider[] => [
  { provide: Posting, useValue: new Posting(options.transport, options.words) },
  {
    provide: FailingAddresses,
    useFactory: (database: Database) => new FailingAddresses(database),
    inject: [Database],
  },
  {
    provide: Sending,
    useFactory: (
      database: Database,
      clock: DatabaseClock,
      instance: Instance,
      posting: Posting,
      tasks: TaskList,
    ) => {
      const { log, box, onSecrets } = options;
      const sending = new Sending({
        ...{ database, clock, posting, settings, log, box, onSecrets, random: Math.random },
        leases: new Leases(clock, instance, settings.leaseMs),
        packing: new Packing({ database, clock, settings }),
      });
      tasks.add(ALARMS_SEND, (_payload, { signal }) => sending.run(signal));
      tasks.add(ALARMS_FORGET, () => within('long', () => forgetOld(database, clock.now())));
      return sending;
    },
    inject: [Database, DatabaseClock, Instance, Posting, TaskList],
  },
];
