import { createHash, randomBytes } from 'node:crypto';

/** What an account's addresses end in. */
export interface WebhookKeys {
  /** Null where the connector takes no deliveries. */
  readonly webhookKey: string | null;
  /** That of the address before, and until when it works. */
  readonly old: { readonly key: string; readonly until: Date } | null;
}

/** 32 random bytes as text: unguessable, and safe in a path. */
export const newWebhookKey = (): string => randomBytes(32).toString('base64url');

/**
 * What an account is looked up by. The key itself is never compared byte by byte with anything, so the
 * time that an answer takes tells nothing about it.
 */
export const webhookKeyHash = (key: string): Buffer => createHash('sha256').update(key).digest();

/** The path that the vendor posts to; the hub puts its own origin in front. */
export const webhookPath = (connector: string, key: string): string => `/webhooks/${connector}/${key}`;
