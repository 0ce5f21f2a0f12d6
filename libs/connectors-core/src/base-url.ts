import { isIP } from 'node:net';
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
    return [fault('must be an address such as https://openapi.example.cn')];
  }
  const faults = formFaults(url);
  return faults.length > 0 ? faults : hostFaults(hostOf(url), protocol, policy);
}

const fault = (message: string): FieldFault => ({ field: FIELD, message });

/** Without the brackets of an IPv6 address. */
const hostOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1');

function formFaults(url: URL): FieldFault[] {
  const faults: FieldFault[] = [];
  if (url.username !== '' || url.password !== '') faults.push(fault('must not hold a user name or password'));
  if (url.pathname !== '/' || /[?#]/.test(url.href)) {
    faults.push(fault('must be the origin only: the connector adds the path'));
  }
  return faults;
}

async function hostFaults(host: string, protocol: Protocol, policy: OutboundPolicy): Promise<FieldFault[]> {
  if (protocol === 'https:' && isIP(host) === 0) return [];
  if (await isPermitted(host, protocol, policy)) return [];
  if (protocol === 'http:') return [fault('must be https, except to hosts inside HUB_OUTBOUND_ALLOW')];
  return [fault('must be a public address or one inside HUB_OUTBOUND_ALLOW')];
}

async function isPermitted(host: string, protocol: Protocol, policy: OutboundPolicy): Promise<boolean> {
  try {
    return (await policy.permittedAddresses(host, protocol)).length > 0;
  } catch {
    return false; // The name has no address: nothing shows that it is inside.
  }
}
