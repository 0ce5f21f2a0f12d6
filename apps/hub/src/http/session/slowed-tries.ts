import { Injectable } from '@nestjs/common';
import { InvalidFieldsError, NotFoundError } from '#accounts/account-errors.js';
import { FailedTries } from '#accounts/keys/failed-tries.js';
import { TooManyPasswordsError } from '#accounts/users/password-work.js';
import { nameKey } from '#accounts/users/user-name.js';
import { UserTries } from '#accounts/users/user-tries.js';
import { refusal } from '#domain/refusal.js';
import { HttpProblem } from '../problem/http-problem.js';

/** Slows whoever fails to show what they should know: by the address, and by the user whom they say they are. */
@Injectable()
export class SlowedTries {
  constructor(
    private readonly addresses: FailedTries,
    private readonly users: UserTries,
  ) {}

  /**
   * @param look undefined or a refusal: the try has failed. Whatever else it throws is nobody's guess
   * @throws HttpProblem too_many_tries, unavailable; whatever `look` throws
   */
  async ofAddress<Found>(address: string, look: () => Promise<Found>): Promise<Found> {
    refuseEarly(this.addresses.begin(address, performance.now()));
    try {
      const found = await look();
      if (found !== undefined) this.addresses.takeBack(address);
      return found;
    } catch (error) {
      if (!isFailed(error)) this.addresses.takeBack(address);
      throw told(error);
    }
  }

  /** The same, besides, for a user by name. */
  ofUser<Found>(name: string, address: string, look: () => Promise<Found>): Promise<Found> {
    const key = nameKey(name);
    return this.ofAddress(address, async () => {
      const refused = this.users.begin(key, address, performance.now());
      // The address has guessed nothing: only the user is waited for.
      if (refused !== undefined) throw tooMany(refused);
      const found = await look().catch((error: unknown) => {
        if (!isFailed(error)) this.users.takeBack(key, address);
        throw error;
      });
      if (found !== undefined) this.users.succeeded(key, address);
      return found;
    });
  }
}

/** What was shown was wrong, and not only too weak or too late. */
const isFailed = (error: unknown): boolean =>
  error instanceof NotFoundError ||
  (error instanceof InvalidFieldsError && error.faults.some(({ code }) => code === 'password_is_wrong'));

const tooMany = (retryAfterMs: number): HttpProblem =>
  new HttpProblem('too_many_tries', refusal('too_many_tries'), [], retryAfterMs);

function refuseEarly(retryAfterMs: number | undefined): void {
  if (retryAfterMs !== undefined) throw tooMany(retryAfterMs);
}

const told = (error: unknown): unknown =>
  error instanceof TooManyPasswordsError
    ? new HttpProblem('unavailable', refusal('too_many_sign_in'))
    : error;
