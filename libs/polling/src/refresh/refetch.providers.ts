import type { Provider } from '@nestjs/common';
import { SingleLoop } from '#jobs/single-loop.js';
import { TaskList } from '#jobs/task-list.js';
import type { PollingParts } from '../accounts/polling-parts.js';
import { POLLING_REFETCH } from '../polling.tasks.js';
import { AskedDrain } from './asked-drain.js';
import { RefetchService } from './refetch.service.js';

/** Who has legs fetched because somebody asked. @param partsOf of what is injected by these */
export const refetchProviders = <Injected extends readonly unknown[]>(
  partsOf: (...injected: Injected) => PollingParts,
  inject: readonly NonNullable<Provider>[],
): Provider[] => [
  {
    provide: RefetchService,
    useFactory: (...injected: Injected) => new RefetchService(partsOf(...injected)),
    inject: [...inject] as never[],
  },
  {
    provide: AskedDrain,
    useFactory: (tasks: TaskList, ...injected: Injected) => {
      const asked = new AskedDrain(partsOf(...injected));
      const asking = new SingleLoop((signal) => asked.drain(signal));
      tasks.add(POLLING_REFETCH, (_payload, { signal }) => {
        asked.poke();
        return asking.run(signal);
      });
      return asked;
    },
    inject: [TaskList, ...inject] as never[],
  },
];
