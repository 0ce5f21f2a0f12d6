import { Injectable } from '@nestjs/common';
import type { Actor } from '#accounts/keys/actor.js';
import { ApiKeysService } from '#accounts/keys/api-keys.service.js';
import { PasswordsService } from '#accounts/users/passwords.service.js';
import type { Sql } from '#database/sql.js';
import { SlowedTries } from './slowed-tries.js';

/** By what somebody shows who it is. */
export type Shown = { readonly key: string } | { readonly name: string; readonly password: string };

/** Who was shown to be there, and what is looked at once more in the transaction that begins a session. */
export interface Known {
  readonly actor: Actor;
  readonly stillMay?: (sql: Sql) => Promise<void>;
}

/** Knows people and programs by what they show; whoever fails is slowed. */
@Injectable()
export class ShownActors {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly passwords: PasswordsService,
    private readonly tries: SlowedTries,
  ) {}

  /** @returns undefined for nobody. @throws HttpProblem too_many_tries, unavailable */
  known(shown: Shown, address: string): Promise<Known | undefined> {
    return 'key' in shown
      ? this.tries.ofAddress(address, () => this.byKey(shown.key))
      : this.tries.ofUser(shown.name, address, () => this.byPassword(shown.name, shown.password));
  }

  private async byKey(key: string): Promise<Known | undefined> {
    const found = await this.keys.verify(key);
    return found && { actor: { kind: 'key', id: found.id } };
  }

  private async byPassword(name: string, password: string): Promise<Known | undefined> {
    const found = await this.passwords.verify(name, password);
    return found && { actor: { kind: 'user', id: found.id }, stillMay: this.passwords.stillHolds(found) };
  }
}
