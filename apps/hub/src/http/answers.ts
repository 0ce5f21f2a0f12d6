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
import { map, type Observable } from 'rxjs';
import { z } from 'zod';

const SHAPE = 'answers-shape';

/** What a route answers: its documentation, and what is really written, are one shape. */
export const Answers = (status: number, shape: z.ZodType, description = '') =>
  applyDecorators(
    HttpCode(status),
    SetMetadata(SHAPE, shape),
    ApiResponse({ status, standardSchema: shape, description }),
  );

/** A route that answers without a body. */
export const AnswersNothing = (description: string) =>
  applyDecorators(HttpCode(204), ApiResponse({ status: 204, description }));

/** Writes answers by their shape: what the shape does not name is not written, whatever the value carries. */
@Injectable()
export class ContractInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const shape = this.reflector.get<z.ZodType | undefined>(SHAPE, context.getHandler());
    return shape === undefined ? next.handle() : next.handle().pipe(map((value) => z.encode(shape, value)));
  }
}
