import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type { Sql } from '#database/sql.js';
import { type BodySeal, PLAIN_KEEPING } from '#domain/body-keeping.js';
import { laterPauseMs, untilWritten } from '#database/later.js';
import { together } from '#database/together.js';
import { DomainError } from '#domain/domain-error.js';
import type { OrderObservation } from '#domain/order-observation.js';
import { refusal } from '#domain/refusal.js';
import {
  type ClaimedDelivery,
  claimDeliveries,
  LEASE_MS,
  readBodies,
  restDeliveries,
  settleDeliveries,
} from './claim.store.js';
import { contradictionsIn, type ReadDelivery, settledAs } from './contradicting.js';
import { noteContradictions } from './contradiction.store.js';
import { deliveryLine, laterLine } from './delivery-line.js';
import { isLater, settleDone, settleFailure } from './failure.js';
import { openedBy } from './opened-by.js';
import { Leases } from '#jobs/lease.js';
import type { IntakeParts } from './intake-parts.js';
import { DeclaredNumbers } from '#ledger/declared-numbers.js';
import { type Recorded, toRecording } from '#ledger/recording.js';

/** One transaction records this many deliveries. */
const BATCH = 200;

/** Works off deliveries that carry the order themselves: read, map, record, settle; no request to anyone. */
export class DocumentDrain {
  private readonly leases: Leases;
  private readonly seal: BodySeal;

  constructor(
    private readonly parts: IntakeParts,
    private readonly connectors: readonly string[],
  ) {
    this.seal = (parts.erased?.keeping ?? PLAIN_KEEPING).seal;
    this.leases = new Leases(parts.clock, parts.instance, LEASE_MS);
  }

  async drain(signal: AbortSignal): Promise<void> {
    if (this.connectors.length === 0) return;
    const options = { connectors: this.connectors, except: [], limit: BATCH };
    while (!signal.aborted) {
      const claimed = await claimDeliveries(this.parts.database, { ...options, lease: this.leases.next() });
      if (claimed.length > 0) await this.work(claimed);
      if (claimed.length < BATCH) return;
    }
  }

  private async work(claimed: readonly ClaimedDelivery[]): Promise<void> {
    const failed = await this.recordAll(claimed);
    const ours = failed.filter(({ error }) => !isLater(error));
    const later = failed.filter(({ error }) => isLater(error));
    if (ours.length > 0) await untilWritten(() => this.settle(ours.map(this.settlementOf)));
    if (later.length > 0) await this.rest(later);
  }

  /** @returns what could not be recorded */
  private async recordAll(claimed: readonly ClaimedDelivery[]): Promise<FailedDelivery[]> {
    try {
      const bodies = await readBodies(this.parts.database, claimed, this.seal);
      const read = await Promise.all(claimed.map((one) => this.read(one, bodies.get(one.id))));
      const written = await together(read, (some) => this.settle(some));
      return written.flatMap((end, at) => {
        const delivery = claimed[at];
        return delivery === undefined || 'result' in end ? [] : [{ delivery, error: end.failure }];
      });
    } catch (error) {
      return claimed.map((delivery) => ({ delivery, error }));
    }
  }

  private async settle(read: readonly ReadDelivery[]): Promise<readonly true[]> {
    const settled = await this.parts.database.transaction((sql) => this.record(sql, read));
    for (const one of settled) this.parts.log(deliveryLine(one.delivery, one.settlement, one));
    return read.map(() => true);
  }

  private async record(sql: Sql, read: readonly ReadDelivery[]): Promise<readonly ReadDelivery[]> {
    const recordings = read.flatMap((one) => one.recordings);
    const recorded = await this.parts.ledger.recordOn(sql, recordings);
    await this.blankErased(sql, read, recorded);
    const found = contradictionsIn(read, recorded);
    const settled = read.map((one) => settledAs(one, found));
    await noteContradictions(sql, found, this.parts.clock.now());
    await settleDeliveries(
      sql,
      settled.map((one) => one.settlement),
    );
    return settled;
  }

  /** Under the orders' locks by now: whoever erases one of them has been waited for, and is seen. */
  private async blankErased(
    sql: Sql,
    read: readonly ReadDelivery[],
    recorded: readonly Recorded[],
  ): Promise<void> {
    const { erased } = this.parts;
    if (erased === undefined) return;
    const own = erasedIn(read, recorded);
    const unread = read.filter(({ recordings }) => recordings.length === 0);
    await erased.blank(sql, own);
    await erased.blankNamed(
      sql,
      unread.map(({ delivery }) => delivery),
    );
  }

  private async rest(later: readonly FailedDelivery[]): Promise<void> {
    const dueAt = new Date(this.parts.clock.now().getTime() + laterPauseMs(this.parts.random));
    const deliveries = later.map(({ delivery }) => delivery);
    for (const { delivery, error } of later) this.parts.log(laterLine(delivery, dueAt, error));
    await untilWritten(() => restDeliveries(this.parts.database, deliveries, dueAt));
  }

  private async read(delivery: ClaimedDelivery, body: (() => Buffer) | undefined): Promise<ReadDelivery> {
    try {
      const known = await this.parts.accounts.byId(delivery.account_id);
      const { active, observations } = observationsOf(known, delivery, body?.());
      const numbers = await DeclaredNumbers.in(observations, this.parts.accounts);
      const said = { evidence: { payloadId: delivery.id }, by: openedBy([delivery]) };
      const recordings = observations.map((observation) =>
        toRecording(active, { observation, ...said }, numbers),
      );
      const settlement = settleDone(delivery, this.parts.clock.now());
      return { delivery, recordings, settlement, unknownAccounts: numbers.unknown };
    } catch (error) {
      if (isLater(error)) throw error;
      return this.settlementOf({ delivery, error });
    }
  }

  private readonly settlementOf = ({ delivery, error }: FailedDelivery): ReadDelivery => {
    const settlement = settleFailure(delivery, error, this.parts.clock.now(), this.parts.random);
    return { delivery, recordings: [], settlement, error };
  };
}

/** Deliveries that say something of a leg without a person. */
function erasedIn(read: readonly ReadDelivery[], recorded: readonly Recorded[]): ClaimedDelivery[] {
  let at = 0;
  return read.flatMap(({ delivery, recordings }) => {
    const results = recorded.slice(at, (at += recordings.length));
    return results.some(({ isErased }) => isErased === true) ? [delivery] : [];
  });
}

interface FailedDelivery {
  readonly delivery: ClaimedDelivery;
  readonly error: unknown;
}

function observationsOf(
  active: ActiveAccount | undefined,
  delivery: ClaimedDelivery,
  body: Buffer | undefined,
): { active: ActiveAccount; observations: readonly OrderObservation[] } {
  const fromDelivery = active?.connector.webhook?.fromDelivery?.bind(active.connector.webhook);
  if (active === undefined || fromDelivery === undefined)
    throw new ConnectorError('invalid_config', 'the account or its connector is gone');
  if (body === undefined) throw new DomainError(refusal('delivery_body_gone'));
  const { received_at, charset } = delivery;
  return { active, observations: fromDelivery(body, active.account, received_at, charset ?? undefined) };
}
