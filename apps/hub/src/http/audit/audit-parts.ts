import type { Provider } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { AuditInterceptor } from './audit.interceptor.js';
import { RefusedActs } from './refused-acts.js';
import { RequestActing } from './request-acting.js';

/** What makes every request's change, and every refusal, somebody's act. */
export const auditParts: readonly Provider[] = [
  RequestActing,
  RefusedActs,
  { provide: APP_INTERCEPTOR, useClass: AuditInterceptor },
];
