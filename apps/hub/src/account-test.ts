import { Injectable } from '@nestjs/common';
import { AccountTestService } from '#accounts/accounts/account-test.service.js';
import { AccountsService } from '#accounts/accounts/accounts.service.js';
import type { VendorAnswer } from '#accounts/accounts/vendor-answer.js';
import { type Reception, ReceptionQuery } from '#intake/reception.query.js';

export interface TestedAccount extends Omit<VendorAnswer, 'code'> {
  readonly code: string | null;
  /** Null where the connector takes no deliveries. */
  readonly deliveries: Reception | null;
}

/** Whether an account works both ways: what its vendor answers, and whether what is sent to us is right. */
@Injectable()
export class AccountTest {
  constructor(
    private readonly accounts: AccountsService,
    private readonly tests: AccountTestService,
    private readonly receptions: ReceptionQuery,
  ) {}

  /** @throws NotFoundError; ConflictError while the account is paused */
  async test(id: string): Promise<TestedAccount> {
    const { webhookPath } = await this.accounts.get(id);
    const answer = await this.tests.test(id);
    if (webhookPath === null) return { ...answer, deliveries: null };
    return withReception(answer, await this.receptions.of(id));
  }
}

export function withReception(answer: VendorAnswer, deliveries: Reception): TestedAccount {
  const { lastRefused, refusedInARow } = deliveries;
  const message = `${answer.message}; ${inWords(deliveries)}`;
  if (!answer.ok || lastRefused === null || refusedInARow === 0) return { ...answer, message, deliveries };
  return { ...answer, ok: false, code: lastRefused.reason, message, deliveries };
}

function inWords({ lastRightAt, lastRefused, refusedInARow }: Reception): string {
  const right =
    lastRightAt === null
      ? 'no delivery with a right signature is kept'
      : `a delivery with a right signature last came at ${lastRightAt.toISOString()}`;
  if (lastRefused === null) return right;
  const { at, reason, message } = lastRefused;
  const often = refusedInARow > 1 ? `, ${refusedInARow.toString()} in a row` : '';
  return `${right}; one was last refused at ${at.toISOString()}${often} (${reason}): ${message}`;
}
