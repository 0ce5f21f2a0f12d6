import { isTimeZone } from '#domain/business-time.js';
import { checkBaseUrl } from '#connectors-core/base-url.js';
import type { OutboundPolicy } from '#connectors-core/outbound-policy.js';
import type { FieldFault } from '#connectors-core/webhook-refusal.js';
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
  if (!URL.canParse(text))
    return [{ field: 'url', message: 'must be an address such as https://example.cn/hook' }];
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.hash !== '')
    return [{ field: 'url', message: 'must not hold a user name, a password or a part behind #' }];
  const faults = await checkBaseUrl(url.origin, policy);
  return faults.map(({ message }) => ({ field: 'url', message }));
}

function secretFaults({ kind, secret }: Address): FieldFault[] {
  const fault = (message: string): FieldFault[] => [{ field: 'secret', message }];
  if (kind === 'wecom' && secret !== null)
    return fault('there is none: the key of a robot of WeCom is in its URL');
  if (kind !== 'webhook' || secret === null) return [];
  const bytes = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64').length;
  return WEBHOOK_SECRET.test(secret) && bytes >= FEWEST_BYTES && bytes <= MOST_BYTES
    ? []
    : fault('must be whsec_ and 24 to 64 bytes in base64; leave it out, and one is made');
}

function quietFaults({ quiet }: Address): FieldFault[] {
  if (quiet === null) return [];
  return [
    ...(quiet.from === quiet.to ? [{ field: 'quiet.to', message: 'must be another time than from' }] : []),
    ...(isTimeZone(quiet.timeZone)
      ? []
      : [{ field: 'quiet.timeZone', message: 'must be a time zone such as Asia/Shanghai' }]),
  ];
}
