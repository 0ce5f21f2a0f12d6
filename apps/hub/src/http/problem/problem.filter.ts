import { randomUUID } from 'node:crypto';
import { type ArgumentsHost, Catch, type ExceptionFilter, NotFoundException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PROBLEM_TYPE } from '#admin-contract/problem.js';
import type { Log } from '#domain/log.js';
import { methodNotAllowed, type ProblemAnswer, problemOf } from './problem-table.js';
import type { RouteList } from '../docs/route-list.js';
import { bodyTakenAt } from '../taken-body.js';

/** Every error of the admin side becomes a problem document here. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly routes: RouteList,
    private readonly log: Log,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const taken = bodyTakenAt(request.routeOptions.url);
    const answer = this.wrongMethod(error, request) ?? problemOf(error, `urn:uuid:${randomUUID()}`, taken);
    if (answer.unexpected) {
      const { method, routeOptions } = request;
      this.log({
        event: 'http_error',
        level: 'error',
        instance: answer.problem.instance,
        method,
        route: routeOptions.url,
        error,
      });
    }
    sendProblem(http.getResponse<FastifyReply>(), answer);
  }

  /** A NotFoundException without a route is Nest's own: nothing answers this method at this address. */
  private wrongMethod(error: unknown, { url, routeOptions }: FastifyRequest): ProblemAnswer | undefined {
    if (!(error instanceof NotFoundException) || routeOptions.url !== undefined) return undefined;
    const methods = this.routes.methodsAt(url);
    return methods.length === 0 ? undefined : methodNotAllowed(methods);
  }
}

/** Nobody keeps a problem: without a word browsers may keep some, a 404 among them. */
export function sendProblem(reply: FastifyReply, { problem, headers }: ProblemAnswer): void {
  void reply
    .code(problem.status)
    .headers({ ...headers, 'cache-control': 'no-store' })
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(problem));
}
