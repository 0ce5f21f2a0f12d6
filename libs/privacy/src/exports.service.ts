import { randomBytes } from 'node:crypto';
import { audited } from '#audit/acts/audited.js';
import type { BulkActor } from '#bulk/bulk.js';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { BodyKeeping } from '#domain/body-keeping.js';
import type { Clock } from '#domain/clock.js';
import { DomainError } from '#domain/domain-error.js';
import { uuidV7 } from '#domain/ids.js';
import { phoneDigits, showsPhone } from '#domain/person.js';
import { refusal } from '#domain/refusal.js';
import { deliveriesOfOrder, deliveriesOfPayloads } from '#intake/erasure/deliveries-of-order.query.js';
import { unrecordedWithPhone } from '#intake/erasure/unrecorded-with-phone.query.js';
import type { ContactKey } from '#ledger/contact-key.js';
import { personIn } from '#ledger/erasure/payload-redaction.store.js';
import {
  type ExportedLeg,
  legsOfPerson,
  type NamedPerson,
  readExportedLegs,
} from '#ledger/erasure/person-legs.query.js';
import { payloadsOfLeg, storedAtOf } from '#ledger/erasure/shown-legs.store.js';
import { insertAct } from './acts.store.js';
import type { Erasing, TextOfPerson } from './erasing.js';
import { idsOf } from './erasure-items.query.js';

/** More is no person; an answer holds all of it. */
const MOST_LEGS = 200;

interface ExportsParts {
  readonly database: Pick<Database, 'rows' | 'transaction'>;
  readonly clock: Clock;
  readonly key: ContactKey;
  readonly keeping: BodyKeeping;
  readonly erasing: Pick<Erasing, 'tried'>;
}

/** What bytes that are kept say of a person; null where nobody can read them. */
interface KeptBytes {
  readonly payloadId: string;
  readonly storedAt: Date;
  readonly fields: readonly { readonly field: string; readonly value: string }[] | null;
}

export interface ExportedPerson {
  readonly id: string;
  readonly at: Date;
  readonly legs: readonly (ExportedLeg & { readonly bytes: readonly KeptBytes[] })[];
  /** Deliveries of no leg that show the phone. */
  readonly unrecorded: readonly KeptBytes[];
  /** What people, or a till, wrote of the person. */
  readonly texts: readonly TextOfPerson[];
}

/** All that is kept of one person, as one answer: it is stored nowhere, because a copy would have to be erased, too. */
export class ExportsService {
  constructor(private readonly parts: ExportsParts) {}

  /** Nothing is shown that is not written down as shown. @throws DomainError naming the field */
  async export(person: NamedPerson, reason: string, by: BulkActor): Promise<ExportedPerson> {
    if (showsPhone(reason)) throw new DomainError(refusal('reason_shows_phone'), 'reason');
    const { database, clock, erasing } = this.parts;
    const at = clock.now();
    const id = uuidV7(at, randomBytes(10));
    const exported = await database.transaction(async (sql) => {
      const legs = await this.legs(sql, person);
      const ofLegs = new Set(legs.flatMap(({ bytes }) => bytes.map(({ payloadId }) => payloadId)));
      const unrecorded = await this.unrecorded(sql, person, ofLegs);
      await insertAct(sql, {
        ...{ id, at, kind: 'export', actorKind: by.kind, actorId: by.id, reason },
        askedBy: 'phone' in person ? 'phone' : 'order',
        legIds: legs.map(({ legId }) => legId),
        deliveryIds: unrecorded.map(({ payloadId }) => payloadId),
      });
      // Which ones stands in the act, and whose is nowhere.
      await audited(sql, { after: { legs: legs.length, deliveries: unrecorded.length } });
      return { id, at, legs, unrecorded };
    });
    // What would be erased of texts is what there is of them.
    const { texts } = await erasing.tried(database, id, exported.legs);
    return { ...exported, texts };
  }

  private async legs(sql: Sql, person: NamedPerson): Promise<ExportedPerson['legs']> {
    const selection = legsOfPerson(person, this.parts.key);
    if (selection === undefined) throw new DomainError(refusal('not_whole_phone'), 'phone');
    const found = await idsOf(sql, selection, MOST_LEGS + 1);
    if (found.length > MOST_LEGS)
      throw new DomainError(refusal('person_of_too_many_orders', { most: MOST_LEGS }));
    const legs = await readExportedLegs(sql, found);
    const exported: (ExportedLeg & { bytes: KeptBytes[] })[] = [];
    for (const leg of legs) exported.push({ ...leg, bytes: await this.bytesOf(sql, leg) });
    return exported;
  }

  private async bytesOf(sql: Sql, leg: ExportedLeg): Promise<KeptBytes[]> {
    const { accountId, connector, vendorNo, orderNo, documentNo } = leg;
    const numbers = [vendorNo, orderNo, documentNo].filter((number) => number !== null);
    const isOwnNumber = orderNo === null && documentNo === null;
    const named = isOwnNumber ? await deliveriesOfOrder(sql, { accountId, numbers }) : [];
    const own = await payloadsOfLeg(sql, leg.legId);
    const places = new Map(
      [...own, ...named.map(({ id }) => ({ id, stored_at: storedAtOf(id) }))].map((one) => [one.id, one]),
    );
    return this.read(sql, [...places.values()], () => ({ connector, numbers }));
  }

  /** @param ofLegs the bytes that are handed out with a leg */
  private async unrecorded(sql: Sql, person: NamedPerson, ofLegs: ReadonlySet<string>): Promise<KeptBytes[]> {
    if (!('phone' in person)) return [];
    const phones = [person.phone.trim(), phoneDigits(person.phone)];
    const found = await unrecordedWithPhone(sql, phones, this.parts.keeping.seal);
    const ids = found.filter((id) => !ofLegs.has(id));
    if (ids.length > MOST_LEGS)
      throw new DomainError(refusal('person_of_too_many_orders', { most: MOST_LEGS }));
    const deliveries = await deliveriesOfPayloads(sql, ids);
    const byId = new Map(deliveries.map((one) => [one.id, one]));
    const places = deliveries.map(({ id }) => ({ id, stored_at: storedAtOf(id) }));
    return this.read(sql, places, (id) => byId.get(id) ?? { connector: '', numbers: [] });
  }

  private async read(
    sql: Sql,
    places: Parameters<typeof personIn>[1],
    whose: (id: string) => { readonly connector: string; readonly numbers: readonly string[] },
  ): Promise<KeptBytes[]> {
    const { seal, redaction } = this.parts.keeping;
    const found = await personIn(sql, places, {
      seal,
      redacted: (body, id) => {
        const { connector, numbers } = whose(id);
        return redaction(connector, body, numbers);
      },
    });
    return found.map(({ id: payloadId, ...bytes }) => ({ payloadId, ...bytes }));
  }
}
