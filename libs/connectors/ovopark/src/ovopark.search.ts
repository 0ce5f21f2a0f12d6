import { ConnectorError } from '#connectors-core/connector-error.js';
import type { Window } from '#connectors-core/source-pages.js';
import { writeInZone } from '#domain/business-time.js';
import type { OvoparkConfig } from './ovopark.config.js';
import { PAGE_SIZE } from './ovopark.listing.js';
import { VENDOR_ZONE } from './ovopark.schema.js';
import { storeParameter } from './ovopark.store-id.js';
import type { OvoparkParams } from './ovopark.signer.js';

export const SEARCH_METHOD = 'open.ovopark.pos.searchPos';

/** Page: 208016, at most one hour. */
export const WINDOW_MS = 3_600_000;

const MEANINGS = [
  'startTime',
  'endTime',
  'pageNumber',
  'pageSize',
  'depId',
  'shopId',
  'enterpriseId',
] as const;
type Meant = (typeof MEANINGS)[number];

/** As the vendor's names are; the gateway's own begin with `_`. */
const NAME = /^[A-Za-z][A-Za-z0-9_.]{0,63}$/;

const isMeant = (text: string): text is Meant => (MEANINGS as readonly string[]).includes(text);

const wrong = (message: string): ConnectorError =>
  new ConnectorError('invalid_config', `searchParameters: ${message}`);

/** What each parameter is called; undefined: not sent. @throws ConnectorError `invalid_config` */
function namesOf({ searchParameters: given }: Pick<OvoparkConfig, 'searchParameters'>) {
  const unknown = Object.keys(given).find((name) => !isMeant(name));
  if (unknown !== undefined) throw wrong(`"${unknown}" is none of ${MEANINGS.join(', ')}`);
  const named = MEANINGS.map((meant): [Meant, string] => [meant, nameOf(meant, given)]);
  const used = named.map(([, name]) => name).filter((name) => name !== '');
  if (new Set(used).size < used.length) throw wrong('two parameters have one name');
  return new Map(named);
}

function nameOf(meant: Meant, given: Readonly<Record<string, string>>): string {
  const name = (Object.hasOwn(given, meant) ? given[meant] : undefined) ?? meant;
  if (NAME.test(name) || (name === '' && meant === 'enterpriseId')) return name;
  throw wrong(`${meant} must have a name: letters and digits`);
}

/**
 * The parameters of one page of a store's tickets. Both bounds are cut to their second, on the vendor's clock:
 * they are never further apart than the window is long. Whether endTime is inclusive is not documented: then
 * one second is read that the next window reads again, else its rest is left to the next window's overlap.
 * @throws ConnectorError `invalid_config`; `unsupported` for a window that the vendor would refuse
 */
export function searchParams(
  { store, window, pageNumber }: { store: string; window: Window; pageNumber: number },
  config: Pick<OvoparkConfig, 'searchParameters' | 'enterpriseId'>,
): OvoparkParams {
  if (window.to.getTime() - window.from.getTime() > WINDOW_MS) {
    throw new ConnectorError('unsupported', 'Ovopark lists at most one hour at once');
  }
  const names = namesOf(config);
  const values = {
    startTime: writeInZone(window.from, VENDOR_ZONE),
    endTime: writeInZone(window.to, VENDOR_ZONE),
    pageNumber: pageNumber.toString(),
    pageSize: PAGE_SIZE.toString(),
    enterpriseId: config.enterpriseId,
    ...storeParameter(store),
  };
  const sent = Object.entries(values).map(([meant, value]) => [names.get(meant as Meant) ?? '', value]);
  return Object.fromEntries(sent.filter(([name]) => name !== '')) as OvoparkParams;
}
