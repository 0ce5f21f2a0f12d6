import { isTimeZone } from '#domain/business-time.js';
import { checkBaseUrl } from '#connectors-core/base-url.js';
import type { OutboundPolicy } from '#connectors-core/outbound-policy.js';
import type { FieldFault } from '#connectors-core/webhook-refusal.js';
import { fault } from '#domain/refusal.js';
import type { Address } from '../send/address.js';
import { SECRET_PREFIX } from '../send/standard-webhook.js';

const [FEWEST_BYTES, MOST_BYTES] = [24, 64];
const WEBHOOK_SECRET = /^whsec_[A-Za-z0-9+/]+={0,2}$/;

/** What is wrong with an address, but for its URL. */
export const addressFaults = (address: Address): FieldFault[] => [
  ...secretFaults(address),
  ...quietFaults(address),
];

/** It is judged as accounts' addresses are; names may be asked for, so in no transaction. */
export async function urlFaults(text: string, policy: OutboundPolicy): Promise<FieldFault[]> {
  if (!URL.canParse(text)) return [fault('url', 'must_be_hook_address')];
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.hash !== '')
    return [fault('url', 'must_not_have_user_or_fragment')];
  const faults = await checkBaseUrl(url.origin, policy);
  return faults.map((one) => ({ ...one, field: 'url' }));
}

function secretFaults({ kind, secret }: Address): FieldFault[] {
  if (kind === 'wecom' && secret !== null) return [fault('secret', 'secret_in_url')];
  if (kind !== 'webhook' || secret === null) return [];
  const bytes = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64').length;
  return WEBHOOK_SECRET.test(secret) && bytes >= FEWEST_BYTES && bytes <= MOST_BYTES
    ? []
    : [fault('secret', 'must_be_hook_secret')];
}

function quietFaults({ quiet }: Address): FieldFault[] {
  if (quiet === null) return [];
  return [
    ...(quiet.from === quiet.to ? [fault('quiet.to', 'must_be_another_time')] : []),
    ...(isTimeZone(quiet.timeZone) ? [] : [fault('quiet.timeZone', 'must_be_time_zone')]),
  ];
}
