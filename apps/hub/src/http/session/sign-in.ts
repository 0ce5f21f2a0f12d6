import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '#accounts/keys/actor.js';
import { SessionsService } from '#accounts/keys/sessions.service.js';
import type { Session } from '#accounts/keys/sessions.store.js';
import { CredentialGoneError } from '#accounts/users/passwords.service.js';
import type { Log } from '#domain/log.js';
import { type Refusal, refusal } from '#domain/refusal.js';
import { LOG } from '../../log/log.token.js';
import { SignInCounts } from '../../metrics/sign-in-counts.js';
import { HttpProblem } from '../problem/http-problem.js';
import { type Known, type Shown, ShownActors } from './shown-actors.js';

interface Try {
  readonly shown: Shown;
  /** Whose tries are counted together. */
  readonly address: string;
  readonly client: string;
  /** Of the session that the browser has already. */
  readonly tokenBefore: string | undefined;
}

/** From a key, or a name and a password, to a session and back; slows whoever guesses. */
@Injectable()
export class SignIn {
  constructor(
    private readonly actors: ShownActors,
    private readonly sessions: SessionsService,
    private readonly counts: SignInCounts,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** @returns the new session's token. @throws HttpProblem too_many_tries, unauthorized, unavailable */
  async begin(one: Try): Promise<string> {
    const by = 'key' in one.shown ? 'key' : 'user';
    try {
      const { actor, stillMay } = await this.known(one);
      await this.endBefore(one.tokenBefore);
      const { id, token } = await this.sessions.begin(actor, one.client, stillMay);
      this.counts.count(by, 'signed_in');
      this.tell('signed_in', id, actor, { clientAddress: one.address });
      return token;
    } catch (error) {
      throw this.refused(error, by, one.address);
    }
  }

  async end({ id, actor }: Session): Promise<void> {
    await this.sessions.end(id, { by: actor });
    this.tell('signed_out', id, actor);
  }

  private async known({ shown, address }: Try): Promise<Known> {
    const known = await this.actors.known(shown, address);
    if (known !== undefined) return known;
    throw unauthorized(refusal('key' in shown ? 'key_not_valid' : 'name_or_password_wrong'));
  }

  /** Whoever signs in anew, or over what somebody else has put there, is left with the new one alone. */
  private async endBefore(token: string | undefined): Promise<void> {
    const before = token === undefined ? undefined : await this.sessions.verify(token);
    if (before !== undefined) await this.end(before);
  }

  /** A name is what somebody typed, perhaps a password in the wrong field: it stands in no log. */
  private refused(error: unknown, by: Actor['kind'], address: string): unknown {
    const said =
      error instanceof CredentialGoneError ? unauthorized(refusal('name_or_password_wrong')) : error;
    const outcome = said instanceof HttpProblem ? OUTCOMES[said.kind] : undefined;
    if (outcome === undefined) return said;
    this.counts.count(by, outcome);
    // Whoever is slowed is told of once, when it failed.
    if (outcome === 'refused')
      this.log({ event: 'session', level: 'warn', outcome, clientAddress: address, by });
    return said;
  }

  private tell(outcome: string, sessionId: string, { kind, id }: Actor, besides: object = {}): void {
    this.log({ event: 'session', outcome, sessionId, actorKind: kind, actorId: id, ...besides });
  }
}

const unauthorized = (said: Refusal): HttpProblem => new HttpProblem('unauthorized', said);

const OUTCOMES: Readonly<Partial<Record<HttpProblem['kind'], 'refused' | 'slowed' | 'busy'>>> = {
  unauthorized: 'refused',
  too_many_tries: 'slowed',
  unavailable: 'busy',
};
