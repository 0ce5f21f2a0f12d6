import type { Account } from '#connectors-core/account.js';
import type { PushAddress } from '#connectors-core/connector.js';
import { pushUrl } from './pospal-access.schema.js';
import type { PospalClient } from './pospal.client.js';
import type { PospalConfig } from './pospal.config.js';

/** Where Pospal sends its notifications: one address an appId. */
export class PospalPush implements PushAddress {
  constructor(private readonly client: PospalClient) {}

  async register(url: string, account: Account<PospalConfig>): Promise<void> {
    await this.client.command(account, 'openNotificationOpenApi/updatePushUrl', { pushUrl: url });
  }

  async registered(account: Account<PospalConfig>): Promise<string | null> {
    const path = 'openNotificationOpenApi/queryPushUrl';
    const { value } = await this.client.query(account, path, pushUrl, () => ({}));
    return value.sendUrl;
  }
}
