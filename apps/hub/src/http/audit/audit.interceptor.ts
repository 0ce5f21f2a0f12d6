import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { finalize, from, Observable, switchMap } from 'rxjs';
import { actingIn, Acts } from '#audit/acts/audited.js';
import { AuditWriter, type DoneAct } from '#audit/acts/audit-writer.js';
import type { ActingRequest } from '../acting.js';
import { seenVersions } from '../etags.js';
import { askingOf, RequestActing } from './request-acting.js';
import { type AuditedRoute, routeAct } from './route-acts.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What a route changes, somebody does: whoever asks is known in every transaction that it begins. */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  constructor(
    private readonly writer: AuditWriter,
    private readonly acting: RequestActing,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<ActingRequest>();
    if (SAFE_METHODS.has(request.method)) return next.handle();
    const address = request.routeOptions.url ?? '';
    const route = routeAct(request.method, address);
    // The route changes something, and nobody has said what: rather it fails than that it does so unseen.
    if (route === undefined)
      throw new Error(`${request.method} ${address} has no row among the audited routes`);
    if ('none' in route) return next.handle();
    return from(this.acting.of(askingOf(request))).pipe(
      switchMap((acting) =>
        this.attended(
          new Acts(this.writer, acting, doneBy(route, request), seenVersions(request.headers['if-match'])),
          next,
        ),
      ),
    );
  }

  private attended(acts: Acts, next: CallHandler): Observable<unknown> {
    const answer = new Observable<unknown>((subscriber) =>
      actingIn(acts, () => next.handle().subscribe(subscriber)),
    );
    return answer.pipe(finalize(() => acts.end()));
  }
}

/** What is asked for: the reason is what every route calls `reason`. */
function doneBy({ act, subject }: AuditedRoute, { params, body }: ActingRequest): DoneAct {
  const id =
    subject === undefined ? undefined : (params as Record<string, string | undefined>)[subject.param];
  const { reason } = (typeof body === 'object' && body !== null ? body : {}) as { reason?: unknown };
  return {
    act,
    ...(subject === undefined || id === undefined ? {} : { subject: { kind: subject.kind, id } }),
    ...(typeof reason === 'string' ? { reason } : {}),
  };
}
