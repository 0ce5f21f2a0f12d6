import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ApiKeysService } from '#accounts/keys/api-keys.service.js';
import { HttpProblem } from './problem/http-problem.js';

const OPEN = 'open-to-all';

/** No key is asked for. Everything else wants one: a new controller cannot be left open by forgetting. */
export const OpenToAll = () => SetMetadata(OPEN, true);

/** A request whose key has been verified. */
export interface KeyedRequest extends FastifyRequest {
  apiKeyId?: string;
}

const BEARER = /^Bearer ([\x20-\x7e]{1,512})$/i;

@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly reflector: Reflector,
  ) {}

  /** @throws HttpProblem unauthorized; the same words for a missing, a wrong and a revoked key */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean>(OPEN, [context.getHandler(), context.getClass()]))
      return true;
    const request = context.switchToHttp().getRequest<KeyedRequest>();
    const key = BEARER.exec(request.headers.authorization ?? '')?.[1];
    const id = key === undefined ? undefined : await this.keys.verify(key);
    if (id === undefined)
      throw new HttpProblem('unauthorized', 'Send a valid key as "Authorization: Bearer <key>".');
    request.apiKeyId = id;
    return true;
  }
}
