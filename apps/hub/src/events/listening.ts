import type { Provider } from '@nestjs/common';
import { type Instance, sessionName } from '#jobs/instance.js';
import type { ReadyEnv } from '../config/ready-env.js';
import { EventsService, HintConnection } from './events.service.js';

/** What a hub has that is listened to. */
export const listening = ({
  env,
  instance,
}: {
  readonly env: ReadyEnv;
  readonly instance: Instance;
}): Provider[] => [
  {
    provide: HintConnection,
    useValue: new HintConnection({ url: env.databaseUrl, name: sessionName('events', instance.id) }),
  },
  EventsService,
];
