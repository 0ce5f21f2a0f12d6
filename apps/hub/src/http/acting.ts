import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '#accounts/keys/actor.js';
import type { Session } from '#accounts/keys/sessions.store.js';
import type { Access, StoreScope } from '#domain/access.js';

/** A request of which the guard has seen who it is. */
export interface ActingRequest extends FastifyRequest {
  actor?: Actor;
  /** What it may do, and of which stores. */
  access?: Access;
  /** Where that is said by a cookie. */
  session?: Session;
}

const of = <Part extends 'actor' | 'access'>(context: ExecutionContext, part: Part) => {
  const known = context.switchToHttp().getRequest<ActingRequest>()[part];
  if (known === undefined) throw new Error('this route is open to all: nobody acts in it');
  return known;
};

/** Who asks, as a parameter of a route that is not open to all. */
export const Acting = createParamDecorator((_: unknown, context: ExecutionContext): Actor =>
  of(context, 'actor'),
);

/** What who asks may do. */
export const Allowed = createParamDecorator((_: unknown, context: ExecutionContext): Access =>
  of(context, 'access'),
);

/** The stores of which who asks sees something, as a parameter of a route that keeps to them. */
export const Stores = createParamDecorator(
  (_: unknown, context: ExecutionContext): StoreScope => of(context, 'access').stores,
);

/** The session that asks, as a parameter; undefined where it is a key by itself. */
export const ActingSession = createParamDecorator(
  (_: unknown, context: ExecutionContext): Session | undefined =>
    context.switchToHttp().getRequest<ActingRequest>().session,
);
