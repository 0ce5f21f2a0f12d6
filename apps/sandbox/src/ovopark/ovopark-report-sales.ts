import { HOUR_MS, parseChinaText } from '../china-time.js';
import { OvoparkRefusal } from './ovopark-codes.js';
import type { OvoparkEnterprise, OvoparkShop } from './ovopark-enterprises.js';
import { type FormParams, PUBLIC_PARAMS } from './ovopark-gateway.js';
import type { AcceptedReport, OvoparkReports } from './ovopark-reports.js';

const REQUIRED = ['enterpriseId', 'dealNum', 'total', 'dealPersonNum', 'createTime'] as const;
const BUSINESS_PARAMS: ReadonlySet<string> = new Set([...REQUIRED, 'depId', 'shopId', 'isCover', 'orgid']);
const LONGEST = 100;

/** The page: dealNum, total and dealPersonNum are strings, the ids ints of at most 11 digits. */
const FORMS: Readonly<Record<string, RegExp>> = {
  enterpriseId: /^\d{1,11}$/,
  depId: /^\d{1,11}$/,
  orgid: /^\d{1,11}$/,
  isCover: /^[01]$/,
  total: /^-?\d{1,15}(\.\d{1,2})?$/,
  dealNum: /^\d{1,15}(\.\d{1,6})?$/,
  dealPersonNum: /^\d{1,15}(\.\d{1,6})?$/,
};

function checkParams(params: FormParams): void {
  for (const name of params.keys()) {
    if (PUBLIC_PARAMS.has(name) || BUSINESS_PARAMS.has(name)) continue;
    throw new OvoparkRefusal('SANDBOX_UNKNOWN_PARAMETER', name);
  }
  for (const name of REQUIRED) {
    if ((params.get(name) ?? '') === '') throw new OvoparkRefusal('SANDBOX_BAD_VALUE', `${name} is required`);
  }
  for (const [name, value] of params) {
    const wrong = value.length > LONGEST || FORMS[name]?.test(value) === false;
    if (BUSINESS_PARAMS.has(name) && wrong) throw new OvoparkRefusal('SANDBOX_BAD_VALUE', name);
  }
}

/** depId wins over shopId where both are sent. */
export function shopOf(
  params: { get(name: 'depId' | 'shopId'): string | undefined },
  { shops }: OvoparkEnterprise,
): OvoparkShop {
  const [depId, shopId] = [params.get('depId'), params.get('shopId')];
  const shop = shops.find((one) => (depId === undefined ? one.shopId === shopId : one.depId === depId));
  if (shop === undefined) throw new OvoparkRefusal('DEPARTMENT_NOT_EXIST');
  return { depId: shop.depId, shopId: shop.shopId };
}

/** The hour's first instant; a time inside an hour is as wrong as one that is no date. */
function hourOf(createTime: string): number {
  const at = parseChinaText(createTime);
  if (at === null || at % HOUR_MS !== 0) throw new OvoparkRefusal('DATE_FORMAT_ERROR');
  return at;
}

/**
 * Carries out one `open.ovopark.pos.reportSalesHourly`.
 * @throws OvoparkRefusal
 */
export function reportSalesHourly(
  params: FormParams,
  enterprise: OvoparkEnterprise,
  reports: OvoparkReports,
  receivedAt: number,
): void {
  checkParams(params);
  const given = (name: string): string => params.get(name) ?? '';
  const { enterpriseId, akey } = enterprise;
  if (given('enterpriseId') !== enterpriseId) throw new OvoparkRefusal('USER_NOT_EXIST');
  const report: AcceptedReport = {
    akey,
    enterpriseId,
    ...shopOf(params, enterprise),
    hourStart: hourOf(given('createTime')),
    createTime: given('createTime'),
    total: given('total'),
    dealNum: given('dealNum'),
    dealPersonNum: given('dealPersonNum'),
    isCover: given('isCover') === '1',
    receivedAt,
  };
  if (!report.isCover && reports.has(report)) throw new OvoparkRefusal('SALES_REPEAT');
  reports.accept(report);
}
