import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  HttpCode,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { z } from 'zod';
import { noteVersion } from './etags.js';

const SHAPE = 'answers-shape';

/** What a route answers: its documentation, and what is really written, are one shape. */
export const Answers = (status: number, shape: z.ZodType, description = '') =>
  applyDecorators(
    HttpCode(status),
    SetMetadata(SHAPE, new Map([[status, shape]])),
    ApiResponse({ status, standardSchema: shape, description }),
  );

interface OneAnswer {
  readonly shape: z.ZodType;
  readonly description: string;
}

/** What a route answers that says by its status which of several things happened: it gives a {@link StatusAnswer}. */
export const AnswersOneOf = (answers: Readonly<Record<number, OneAnswer>>) => {
  const all = Object.entries(answers).map(([status, answer]) => ({ status: Number(status), ...answer }));
  return applyDecorators(
    SetMetadata(SHAPE, new Map(all.map(({ status, shape }) => [status, shape]))),
    ...all.map(({ status, shape, description }) =>
      ApiResponse({ status, standardSchema: shape, description }),
    ),
  );
};

/** An answer under a status that is not the route's only one. */
export class StatusAnswer {
  constructor(
    readonly status: number,
    readonly value: unknown,
  ) {}
}

/** A route that answers without a body. */
export const AnswersNothing = (description: string) =>
  applyDecorators(HttpCode(204), ApiResponse({ status: 204, description }));

/** Writes answers by their shape: what the shape does not name is not written, whatever the value carries. */
@Injectable()
export class ContractInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const shapes = this.reflector.get<ReadonlyMap<number, z.ZodType> | undefined>(
      SHAPE,
      context.getHandler(),
    );
    if (shapes === undefined) return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(map((value) => written(value, shapes, reply)));
  }
}

function written(value: unknown, shapes: ReadonlyMap<number, z.ZodType>, reply: FastifyReply): unknown {
  if (value instanceof StatusAnswer) void reply.code(value.status);
  const shape = shapes.get(reply.statusCode);
  if (shape === undefined) throw new Error(`this route has no shape for the status ${reply.statusCode}`);
  const told = z.encode(shape, value instanceof StatusAnswer ? value.value : value);
  const { updatedAt } = (told ?? {}) as { readonly updatedAt?: unknown };
  if (typeof updatedAt === 'string') noteVersion(reply, updatedAt);
  return told;
}
