import { showWords } from '#connectors-core/shown-words.js';
import type { Account } from '#connectors-core/account.js';
import type { SalesPayload, SalesReceipt, SalesSink } from '#connectors-core/connector.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type { HttpAnswer } from '#connectors-core/transport.js';
import { writeInZone } from '#domain/business-time.js';
import type { HourlySales } from '#domain/hourly-sales.js';
import { fenToYuan } from '#domain/money.js';
import { readGateway } from './ovopark.answer.js';
import type { OvoparkClient } from './ovopark.client.js';
import { reportError, SUCCESS } from './ovopark.codes.js';
import { type OvoparkConfig, secretsOf } from './ovopark.config.js';
import { VENDOR_ZONE } from './ovopark.schema.js';
import type { GatewayAnswer } from './ovopark.schema.js';
import { storeParameter } from './ovopark.store-id.js';

export const REPORT_METHOD = 'open.ovopark.pos.reportSalesHourly';

/** Reports a store's hour by `open.ovopark.pos.reportSalesHourly`, which wants a signature and no login. */
export class OvoparkSalesSink implements SalesSink {
  constructor(private readonly client: OvoparkClient) {}

  /**
   * The last parameter of the vendor's page ("also write to the timetable") has lost its name there and
   * is not sent.
   * @throws ConnectorError `invalid_binding` when the store's id is neither `depId:<digits>` nor a shopId
   */
  payload(
    sales: HourlySales,
    vendorStoreId: string,
    options: { cover: boolean },
    { config }: Account<OvoparkConfig>,
  ): SalesPayload {
    return {
      enterpriseId: config.enterpriseId,
      dealNum: String(sales[config.dealNum]),
      total: fenToYuan(sales.totalFen),
      dealPersonNum: String(sales[config.dealPersonNum]),
      createTime: writeInZone(sales.hourStart, config.reportClock === 'store' ? sales.timeZone : VENDOR_ZONE),
      ...storeParameter(vendorStoreId),
      isCover: options.cover ? '1' : '0',
      ...(config.reportOrgId === undefined ? {} : { orgid: config.reportOrgId }),
    };
  }

  async submit(
    payload: SalesPayload,
    account: Account<OvoparkConfig>,
    writeBefore: Date,
  ): Promise<SalesReceipt> {
    const report = { method: REPORT_METHOD, version: 'v1', effect: 'write', params: payload } as const;
    const { value } = await this.client.call(
      { ...report, writeBefore, read: (answer) => readReceipt(answer, storeOf(payload), account.config) },
      account,
    );
    return value;
  }
}

/** As its binding has it. */
const storeOf = ({ depId, shopId }: SalesPayload): string =>
  depId === undefined ? (shopId ?? '') : `depId:${depId}`;

/** Something answered 2xx to a report but not readably: it may have been taken, so the outcome is unknown. */
function readReceipt(answer: HttpAnswer, store: string, config: OvoparkConfig): SalesReceipt {
  const read = readOrNull(answer, config);
  if (read === null)
    throw new ConnectorError('outcome_unknown', 'Ovopark’s answer to the report is not readable');
  if (read.code === SUCCESS) return { vendorCode: read.code, message: showWords(read.words, []) };
  throw reportError(read, store);
}

/** Null for a proxy's page, a cut body, another shape, or more than an answer can be. */
function readOrNull(answer: HttpAnswer, config: OvoparkConfig): GatewayAnswer | null {
  try {
    return readGateway(answer, secretsOf(config));
  } catch (error) {
    if (error instanceof ConnectorError) return null;
    throw error;
  }
}
