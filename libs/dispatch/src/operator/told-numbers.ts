import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { ConflictError } from '#accounts/account-errors.js';
import { withinCall } from '#connectors-core/call-context.js';
import type { Fetched } from '#connectors-core/connector.js';
import { faultOf } from '#connectors-core/fault.js';
import { DomainError } from '#domain/domain-error.js';
import { refusal } from '#domain/refusal.js';
import { DeclaredNumbers } from '#ledger/declared-numbers.js';
import { type Recording, toRecording } from '#ledger/recording.js';
import type { DispatchParts } from '../dispatch-parts.js';

const LONGEST_NUMBER = 64;

/** An order's number at a till, as a person read it there. */
export interface ToldNumber {
  readonly orderNo: string;
  /** To be believed where the till cannot be asked. */
  readonly force: boolean;
}

/** Asks tills for the orders whose numbers people name. */
export class ToldNumbers {
  constructor(private readonly parts: Pick<DispatchParts, 'accounts'>) {}

  /**
   * @returns what the till says of it; none where it cannot be asked and the number is believed all the same
   * @throws DomainError naming the number where the till knows no such order; ConflictError where it cannot be asked
   */
  async look({ orderNo, force }: ToldNumber, active: ActiveAccount): Promise<readonly Recording[]> {
    const fetched = await this.fetch(orderNo, active, force);
    if (fetched === undefined) return [];
    if (!fetched.found)
      throw new DomainError(refusal('till_knows_no_order', { why: fetched.message }), 'orderNo');
    const { observation, rawBody } = fetched;
    const numbers = await DeclaredNumbers.in([observation], this.parts.accounts);
    return [toRecording(active, { observation, evidence: { body: rawBody } }, numbers)];
  }

  private async fetch(vendorNo: string, active: ActiveAccount, force: boolean): Promise<Fetched | undefined> {
    const { connector, account } = active;
    const { source } = connector;
    try {
      if (source?.fetch !== undefined) {
        const ask = source.fetch.bind(source);
        return await withinCall({ purpose: 'check' }, () => ask({ vendorNo }, account));
      }
    } catch (error) {
      if (!force) throw cannotBeAsked(faultOf(error, 'invalid_response').message);
    }
    if (!force) throw cannotBeAsked(refusal('vendor_gives_no_order', { vendor: connector.title }).message);
    return undefined;
  }
}

const cannotBeAsked = (why: string): ConflictError =>
  new ConflictError(refusal('till_cannot_be_asked', { why }), 'force');

/** @throws DomainError naming it */
export function toldNumber(said: { orderNo?: string | undefined; force?: boolean | undefined }): ToldNumber {
  const orderNo = said.orderNo?.trim() ?? '';
  if (orderNo === '') throw new DomainError(refusal('name_till_number'), 'orderNo');
  if (orderNo.length > LONGEST_NUMBER) throw new DomainError(refusal('number_too_long'), 'orderNo');
  return { orderNo, force: said.force === true };
}
