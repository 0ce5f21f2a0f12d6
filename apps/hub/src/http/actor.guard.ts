import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Actor } from '#accounts/keys/actor.js';
import { ApiKeysService } from '#accounts/keys/api-keys.service.js';
import { SessionsService } from '#accounts/keys/sessions.service.js';
import type { Session } from '#accounts/keys/sessions.store.js';
import type { ActingRequest } from './acting.js';
import { HubAddress } from './docs/hub-address.js';
import { HttpProblem } from './problem/http-problem.js';
import { isOfOurPages } from './session/same-origin.js';
import { SessionCookie } from './session/session-cookie.js';

const OPEN = 'open-to-all';

/** Nobody is asked who it is. Everything else wants to know: a new controller cannot be left open by forgetting. */
export const OpenToAll = () => SetMetadata(OPEN, true);

const BEARER = /^Bearer ([\x20-\x7e]{1,512})$/i;
/** What changes nothing, and whose answer another site's page cannot read. */
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

interface Known {
  readonly actor: Actor;
  readonly session?: Session;
}

/** Who asks: a key, in the header Authorization, or a session, by its cookie. */
@Injectable()
export class ActorGuard implements CanActivate {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly sessions: SessionsService,
    private readonly cookie: SessionCookie,
    private readonly address: HubAddress,
    private readonly reflector: Reflector,
  ) {}

  /** @throws HttpProblem unauthorized, in the same words for what is missing, wrong and revoked; forbidden */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean>(OPEN, [context.getHandler(), context.getClass()]))
      return true;
    const request = context.switchToHttp().getRequest<ActingRequest>();
    Object.assign(request, await this.known(request));
    return true;
  }

  /** A cookie counts only where no header says who it is: only a browser sends one unasked. */
  private async known(request: ActingRequest): Promise<Known> {
    const { authorization } = request.headers;
    const known =
      authorization === undefined ? await this.signedIn(request) : await this.keyed(authorization);
    if (known !== undefined) return known;
    throw new HttpProblem(
      'unauthorized',
      'Send a valid key as "Authorization: Bearer <key>", or sign in with one.',
    );
  }

  private async keyed(authorization: string): Promise<Known | undefined> {
    const key = BEARER.exec(authorization)?.[1];
    const id = key === undefined ? undefined : await this.keys.verify(key);
    return id === undefined ? undefined : { actor: { kind: 'key', id } };
  }

  private async signedIn(request: ActingRequest): Promise<Known | undefined> {
    const token = this.cookie.read(request.headers.cookie);
    const session = token === undefined ? undefined : await this.sessions.verify(token);
    if (session === undefined) return undefined;
    if (!SAFE_METHODS.has(request.method) && !isOfOurPages(request, this.address))
      throw new HttpProblem('forbidden', 'In a session only the hub’s own pages change anything.');
    const { kind, id } = session.actor;
    return { actor: { kind, id }, session };
  }
}
