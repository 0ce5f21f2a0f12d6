import { audited, refuseChangedSince } from '#audit/acts/audited.js';
import type { Connector } from '#connectors-core/connector.js';
import type { ConnectorRegistry } from '#connectors-core/connector-registry.js';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import { fault, refusal } from '#domain/refusal.js';
import type { SecretBox } from '#sealing/secret-box.js';
import { ConflictError, NotFoundError, refuseFaults } from '../account-errors.js';
import type { AccountDirectory } from './account-directory.js';
import { openSecrets, sealedColumns, webhookKeysOf } from './account-secrets.js';
import { type AccountView, viewOf } from './account-view.js';
import type { StoredAccount } from './account.mapping.js';
import { findAccount, lockAccount, updateAccount } from './accounts.store.js';
import { newWebhookKey, type WebhookKeys } from './webhook-key.js';

export interface WebhookAddressParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly connectors: Pick<ConnectorRegistry, 'get'>;
  readonly box: SecretBox;
  readonly directory: AccountDirectory;
}

/** Time enough for whoever sends to be told of the new address, and no second address for ever, days. */
const MOST_DAYS = 90;
const DAY_MS = 86_400_000;

/** Renews the address that an account's deliveries come to, with a time in which the old one works as well. */
export class WebhookAddressService {
  constructor(private readonly parts: WebhookAddressParts) {}

  /**
   * @param oldUntil until when the address of now works as well; undefined: it is gone at once, and so is one before it
   * @throws NotFoundError; InvalidFieldsError; ConflictError where the connector takes no deliveries, or where an old
   * address works still and another one would
   */
  renew(id: string, oldUntil: Date | undefined): Promise<AccountView> {
    return this.changed(id, ({ webhookKey, old }, now) => {
      if (webhookKey === null) throw new ConflictError(refusal('connector_takes_no_deliveries'));
      if (oldUntil === undefined) return { webhookKey: newWebhookKey(), old: null };
      refuseUntil(oldUntil, now);
      if (old !== null)
        throw new ConflictError(refusal('old_address_works_still', { until: old.until.toISOString() }));
      return { webhookKey: newWebhookKey(), old: { key: webhookKey, until: oldUntil } };
    });
  }

  /** @throws NotFoundError; ConflictError where no old address works */
  endOld(id: string): Promise<AccountView> {
    return this.changed(id, ({ webhookKey, old }) => {
      if (old === null) throw new ConflictError(refusal('no_old_address'));
      return { webhookKey, old: null };
    });
  }

  private async changed(
    id: string,
    change: (keys: WebhookKeys, now: Date) => WebhookKeys,
  ): Promise<AccountView> {
    const { database, clock, box, directory } = this.parts;
    if ((await findAccount(database, id)) === undefined) throw new NotFoundError('account', id);
    await box.ready(id);
    const changed = await database.transaction(async (sql) => {
      const stored = await lockAccount(sql, id);
      if (stored === undefined) throw new NotFoundError('account', id);
      refuseChangedSince(stored);
      const now = clock.now();
      const secrets = openSecrets(box, id, stored.secrets);
      const keys = change(webhookKeysOf(secrets, stored.oldWebhookUntil, now), now);
      const next = { ...stored, ...sealedColumns(box, id, secrets.config, keys), updatedAt: now };
      await updateAccount(sql, next);
      await audited(sql, { after: { webhookAddress: 'changed', oldUntil: next.oldWebhookUntil } });
      return next;
    });
    await directory.refresh();
    return viewOf(changed, this.connectorOf(changed), box, clock.now());
  }

  private connectorOf({ connector, id }: StoredAccount): Connector {
    const found = this.parts.connectors.get(connector);
    if (found === undefined) throw new Error(`account ${id} belongs to the unknown connector "${connector}"`);
    return found;
  }
}

function refuseUntil(until: Date, now: Date): void {
  if (until <= now) refuseFaults([fault('oldUntil', 'must_be_in_future')]);
  if (until.getTime() > now.getTime() + MOST_DAYS * DAY_MS)
    refuseFaults([fault('oldUntil', 'must_be_within_days', { days: MOST_DAYS })]);
}
