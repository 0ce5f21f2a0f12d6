import { isIP } from 'node:net';
import { fault } from '#domain/refusal.js';
import type { OutboundPolicy, Protocol } from './outbound-policy.js';
import type { FieldFault } from './webhook-refusal.js';

const FIELD = 'baseUrl';

/**
 * What is wrong with an account's base URL. It is the origin only; https is required except to hosts
 * whose addresses are inside HUB_OUTBOUND_ALLOW. A literal address is judged here, and so is a name
 * that is to be called by plain http (it is resolved); a name called by https is judged when it is
 * connected to.
 */
export async function checkBaseUrl(text: string, policy: OutboundPolicy): Promise<readonly FieldFault[]> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const protocol = url?.protocol;
  if (url === undefined || (protocol !== 'http:' && protocol !== 'https:')) {
    return [fault(FIELD, 'must_be_web_address')];
  }
  const faults = formFaults(url);
  return faults.length > 0 ? faults : hostFaults(hostOf(url), protocol, policy);
}

/** Without the brackets of an IPv6 address. */
const hostOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1');

function formFaults(url: URL): FieldFault[] {
  const faults: FieldFault[] = [];
  if (url.username !== '' || url.password !== '') faults.push(fault(FIELD, 'must_not_have_user'));
  if (url.pathname !== '/' || /[?#]/.test(url.href)) {
    faults.push(fault(FIELD, 'must_be_origin'));
  }
  return faults;
}

async function hostFaults(host: string, protocol: Protocol, policy: OutboundPolicy): Promise<FieldFault[]> {
  if (protocol === 'https:' && isIP(host) === 0) return [];
  if (await isPermitted(host, protocol, policy)) return [];
  if (protocol === 'http:') return [fault(FIELD, 'must_be_https')];
  return [fault(FIELD, 'must_be_public_address')];
}

async function isPermitted(host: string, protocol: Protocol, policy: OutboundPolicy): Promise<boolean> {
  try {
    return (await policy.permittedAddresses(host, protocol)).length > 0;
  } catch {
    return false; // The name has no address: nothing shows that it is inside.
  }
}
