import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '#accounts/keys/actor.js';
import type { Session } from '#accounts/keys/sessions.store.js';

/** A request of which the guard has seen who it is. */
export interface ActingRequest extends FastifyRequest {
  actor?: Actor;
  /** Where that is said by a cookie. */
  session?: Session;
}

/** Who asks, as a parameter of a route that is not open to all. */
export const Acting = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<ActingRequest>();
  if (actor === undefined) throw new Error('this route is open to all: nobody acts in it');
  return actor;
});

/** The session that asks, as a parameter; undefined where it is a key by itself. */
export const ActingSession = createParamDecorator(
  (_: unknown, context: ExecutionContext): Session | undefined =>
    context.switchToHttp().getRequest<ActingRequest>().session,
);
