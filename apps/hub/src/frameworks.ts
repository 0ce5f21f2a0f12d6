import { ScheduleModule } from '@nestjs/schedule';
import { TerminusModule } from '@nestjs/terminus';
import { ThrottlerModule } from '@nestjs/throttler';
import type { ReadyEnv } from './config/ready-env.js';

export const frameworks = (env: ReadyEnv) => [
  ScheduleModule.forRoot(),
  TerminusModule.forRoot({ logger: false }),
  ThrottlerModule.forRoot([{ ttl: 1_000, limit: env.throttlePerSecond }]),
];
