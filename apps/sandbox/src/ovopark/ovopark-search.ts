import { HOUR_MS, parseChinaText } from '../china-time.js';
import { DayCounts } from '../day-counts.js';
import type { Journal } from '../journal.js';
import { NumberedPages } from '../numbered-pages.js';
import type { TimeWindow } from '../timeline.js';
import { type Done, OvoparkRefusal } from './ovopark-codes.js';
import type {
  OvoparkEnterprise,
  OvoparkEnterprises,
  OvoparkShop,
  SearchField,
} from './ovopark-enterprises.js';
import { type FormParams, PUBLIC_PARAMS } from './ovopark-gateway.js';
import { shopOf } from './ovopark-report-sales.js';
import { type OvoparkTicket, ticketJson } from './ovopark-ticket.js';
import type { OvoparkTicketDesk } from './ovopark-ticket-desk.js';

/** The fields that were sent, under their own names. */
type SearchFields = ReadonlyMap<SearchField, string>;

const DEFAULT_PAGE_SIZE = 20;
const LARGEST_PAGE = 100;

interface FoundTickets {
  readonly rows: readonly OvoparkTicket[];
  readonly total: number;
}

function readFields(params: FormParams, { searchNames }: OvoparkEnterprise): SearchFields {
  const fieldOf = new Map(Object.entries(searchNames).map(([field, name]) => [name, field as SearchField]));
  const fields = new Map<SearchField, string>();
  for (const [name, value] of params) {
    if (PUBLIC_PARAMS.has(name)) continue;
    const field = fieldOf.get(name);
    if (field === undefined) throw new OvoparkRefusal('SANDBOX_UNKNOWN_PARAMETER', name);
    fields.set(field, value);
  }
  return fields;
}

function pageNumber(fields: SearchFields, name: SearchField, other: number): number {
  const value = fields.get(name) ?? String(other);
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new OvoparkRefusal('SANDBOX_BAD_VALUE', name);
  return Number(value);
}

function timeOf(fields: SearchFields, name: 'startTime' | 'endTime'): number {
  const value = fields.get(name);
  if (value === undefined) throw new OvoparkRefusal('SANDBOX_BAD_VALUE', `${name} is required`);
  const at = parseChinaText(value);
  if (at === null) throw new OvoparkRefusal('DATE_FORMAT_ERROR', name);
  return at;
}

function windowOf(fields: SearchFields): TimeWindow {
  const [from, to] = [timeOf(fields, 'startTime'), timeOf(fields, 'endTime')];
  if (to < from) throw new OvoparkRefusal('SANDBOX_BAD_VALUE', 'endTime is before startTime');
  if (to - from > HOUR_MS) throw new OvoparkRefusal('SEARCH_TIME_LIMIT');
  // The vendor's second is inside to its end; tickets may have milliseconds.
  return { from, to: to + 999 };
}

function dataOf(
  { rows, total }: FoundTickets,
  enterprise: OvoparkEnterprise,
  page: { pageNumber: number; pageSize: number },
  asText: boolean,
): unknown {
  const { listPlace, tellsTotal } = enterprise;
  const list = rows.map((ticket) => ticketJson(ticket, enterprise, asText));
  if (listPlace === 'data-array') return list;
  const place = listPlace === 'none-known' ? 'posInfos' : listPlace;
  return { ...(tellsTotal ? { total } : {}), ...page, [place]: list };
}

interface SearchParts {
  readonly enterprises: OvoparkEnterprises;
  readonly desk: OvoparkTicketDesk;
  readonly journal: Journal;
  readonly now: () => number;
}

/** `open.ovopark.pos.searchPos`: what Ovopark believes that a store sold within an hour. */
export class OvoparkSearch {
  /** Calls of each akey by Shanghai day. */
  readonly days: DayCounts;
  private readonly pages: NumberedPages<OvoparkTicket>;

  constructor(private readonly parts: SearchParts) {
    const { journal, now } = parts;
    this.days = new DayCounts({ kind: 'ovopark.searches', caller: 'akey', journal, now });
    this.pages = new NumberedPages(now);
  }

  /** Carries out one call; also one that is refused counts. @throws OvoparkRefusal */
  search(params: FormParams, enterprise: OvoparkEnterprise): Done {
    if (!this.days.take(enterprise.akey, enterprise.searchLimit)) throw new OvoparkRefusal('CALL_LIMIT');
    const fields = readFields(params, enterprise);
    const { enterpriseId } = enterprise;
    if ((fields.get('enterpriseId') ?? enterpriseId) !== enterpriseId) {
      throw new OvoparkRefusal('USER_NOT_EXIST');
    }
    const shop = shopOf(fields, enterprise);
    const window = windowOf(fields);
    const page = {
      pageNumber: pageNumber(fields, 'pageNumber', 1),
      pageSize: pageNumber(fields, 'pageSize', DEFAULT_PAGE_SIZE),
    };
    if (page.pageSize > LARGEST_PAGE) throw new OvoparkRefusal('PAGE_SIZE_LIMIT');
    const found = this.find(enterprise, shop, window, page);
    if (found.total === 0) throw new OvoparkRefusal('POS_NOT_EXIST');
    return { data: (asText) => dataOf(found, enterprise, page, asText) };
  }

  private find(
    enterprise: OvoparkEnterprise,
    shop: OvoparkShop,
    window: TimeWindow,
    { pageNumber: pageNo, pageSize }: { pageNumber: number; pageSize: number },
  ): FoundTickets {
    const { akey, shiftPages: shifting } = enterprise;
    const list = [akey, shop.depId, window.from, window.to, pageSize].join('/');
    return this.pages.page({ list, pageNo, pageSize, shifting }, () =>
      this.parts.desk.within(enterprise, shop, window, this.parts.enterprises.clockOf(akey)),
    );
  }
}
