import type { Provider } from '@nestjs/common';
import type { Log } from '#domain/log.js';
import type { ReadyEnv } from '../../config/ready-env.js';
import type { HubMetrics } from '../../metrics/hub-metrics.js';
import { HubAddress } from '../docs/hub-address.js';
import { SessionCookie } from '../session/session-cookie.js';
import { AddressFailures } from './address-failures.js';
import { FailureCounts } from './failure-counts.js';

interface Asked {
  readonly env: ReadyEnv;
  readonly log: Log;
  readonly metrics: HubMetrics;
}

/** What is known of how people and programs reach this hub, and of what from their addresses has failed. */
export const edgeProviders = ({ env, log, metrics }: Asked): Provider[] => [
  { provide: HubAddress, useValue: new HubAddress(env.publicUrl, `${env.host}:${String(env.port)}`) },
  { provide: SessionCookie, useValue: new SessionCookie(env.publicUrl) },
  {
    provide: AddressFailures,
    useValue: new AddressFailures({
      counts: new FailureCounts(env.edge.failuresPerMinute),
      log,
      observe: (what) => metrics.edge.tooManyFailures.inc({ what }),
    }),
  },
];
