import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Actor } from '#accounts/keys/actor.js';
import { ApiKeysService } from '#accounts/keys/api-keys.service.js';
import { SessionsService } from '#accounts/keys/sessions.service.js';
import type { Session } from '#accounts/keys/sessions.store.js';
import type { Access } from '#domain/access.js';
import { refusal } from '#domain/refusal.js';
import type { ActingRequest } from './acting.js';
import { HubAddress } from './docs/hub-address.js';
import { AddressFailures } from './edge/address-failures.js';
import { HttpProblem } from './problem/http-problem.js';
import { accessOf, whyNot } from './route-access.js';
import { isOfOurPages } from './session/same-origin.js';
import { SessionCookie } from './session/session-cookie.js';

const BEARER = /^Bearer ([\x20-\x7e]{1,512})$/i;
/** What changes nothing, and whose answer another site's page cannot read. */
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

interface Known {
  readonly actor: Actor;
  readonly access: Access;
  readonly session?: Session;
}

/** Who asks, a key in the header Authorization or a session by its cookie, and whether it may, by the table of routes. */
@Injectable()
export class ActorGuard implements CanActivate {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly sessions: SessionsService,
    private readonly cookie: SessionCookie,
    private readonly address: HubAddress,
    private readonly failures: AddressFailures,
  ) {}

  /** @throws HttpProblem unauthorized, in the same words for what is missing, wrong and revoked; forbidden */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<ActingRequest>();
    const { method, routeOptions } = request;
    const row = accessOf(method, routeOptions.url ?? '');
    if (row?.role === 'open') return true;
    const known = await this.known(request);
    // Before it is refused anything: that is told of whoever it is.
    Object.assign(request, known);
    const refused = row === undefined ? refusal('route_without_row') : whyNot(known.access, row);
    if (refused !== undefined) throw new HttpProblem('forbidden', refused);
    return true;
  }

  /** A cookie counts only where no header says who it is: only a browser sends one unasked. */
  async known(request: ActingRequest): Promise<Known> {
    const { authorization } = request.headers;
    const known =
      authorization === undefined ? await this.signedIn(request) : await this.keyed(authorization);
    if (known !== undefined) return known;
    // A browser goes on sending the cookie of a session that has ended: only keys are guesses.
    const tooMany = authorization === undefined ? undefined : this.failures.note('key', request);
    if (tooMany !== undefined) throw tooMany;
    throw new HttpProblem('unauthorized', refusal('send_valid_key'));
  }

  private async keyed(authorization: string): Promise<Known | undefined> {
    const key = BEARER.exec(authorization)?.[1];
    const found = key === undefined ? undefined : await this.keys.verify(key);
    return found === undefined ? undefined : { actor: { kind: 'key', id: found.id }, access: found.access };
  }

  private async signedIn(request: ActingRequest): Promise<Known | undefined> {
    const token = this.cookie.read(request.headers.cookie);
    const session = token === undefined ? undefined : await this.sessions.verify(token);
    if (session === undefined) return undefined;
    if (!SAFE_METHODS.has(request.method) && !isOfOurPages(request, this.address))
      throw new HttpProblem('forbidden', refusal('only_own_pages_change'));
    const { actor, access } = session;
    return { actor: { kind: actor.kind, id: actor.id }, access, session };
  }
}
