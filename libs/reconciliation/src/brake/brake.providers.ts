import type { Provider } from '@nestjs/common';
import { DatabaseClock } from '#database/database-clock.js';
import type { RepairSettings } from '../reconciliation-settings.js';
import { Brake } from './brake.js';
import { Stopping } from './stopping.js';

/** Who lets repairs begin, and stops them. */
export const brakeProviders = (limits: RepairSettings): Provider[] => [
  Stopping,
  {
    provide: Brake,
    useFactory: (clock: DatabaseClock, stopping: Stopping) => new Brake({ clock, limits, stopping }),
    inject: [DatabaseClock, Stopping],
  },
];
