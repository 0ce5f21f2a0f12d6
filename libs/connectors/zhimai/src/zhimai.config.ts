import type { ConfigOf } from '#connectors-core/config-check.js';
import type { ConfigField } from '#connectors-core/config-field.js';
import { PATIENCE, REPAIRS } from '#connectors-core/reconcile-fields.js';
import type { MappedField } from '#connectors-core/mapped-field.js';
import { SERVICE_KINDS } from '#domain/order-observation.js';
import { KNOWN_AFTER_SALES, KNOWN_FULFILMENTS, KNOWN_PAYMENTS } from '#domain/order-status.js';
import { FIELD_CASES } from './zhimai.signer.js';

/** What the vendor's pages leave open is a setting here; each description says what the default rests on. */
export const zhimaiFields = [
  {
    name: 'openId',
    label: 'OpenId',
    description: 'The key id from the open platform’s console.',
    type: 'text',
    required: true,
  },
  {
    name: 'grantCode',
    label: 'Grant code',
    description: 'The authorisation code that the merchant granted to this OpenId.',
    type: 'text',
    required: true,
  },
  {
    name: 'openKey',
    label: 'OpenKey',
    description: 'The secret that signs every request and every notification.',
    type: 'text',
    sensitive: true,
    required: true,
  },
  {
    name: 'fieldCase',
    label: 'Field names in the signature',
    description:
      'Whether the signed text says openId=… (camel) or OpenId=… (pascal). Unpublished for V2; camel is the only form with public proof. Try the other when the test call answers “signature”.',
    type: 'choice',
    choices: FIELD_CASES,
    default: 'camel',
  },
  {
    name: 'signAction',
    label: 'Action is signed',
    description:
      'Whether the signed text includes the Action. Unpublished for V2; no public client signs it.',
    type: 'boolean',
    default: false,
  },
  {
    name: 'bizType',
    label: 'Business type',
    description:
      'Sent with an order number whose notification named none: 1 catering, 2 retail, 3 small shop, 4 bakery, 101 marketing.',
    type: 'integer',
    default: 1,
    min: 0,
    max: 999_999_999,
  },
  {
    name: 'pushAuth',
    label: 'Notifications are',
    description:
      'signed: a notification must carry a right token. path: the unguessable address is enough, a token is verified where there is one. The vendor does not document whether it signs notifications.',
    type: 'choice',
    choices: ['signed', 'path'],
    default: 'signed',
  },
  {
    name: 'saleAmount',
    label: 'The sale is',
    description:
      'Which amount counts as sold: actual = actualAmount (实付金额), pay = payAmount (支付金额); the other one where it is missing. Orders where both exist and differ are flagged. Guessed.',
    type: 'choice',
    choices: ['actual', 'pay'],
    default: 'actual',
  },
  {
    name: 'amountUnit',
    label: 'Amounts are in',
    description:
      'fen (the vendor’s V3 and the page’s types) or yuan. An amount that cannot be of the unit is left out and flagged: 25.00 is none in fen. Guessed; look at one order.',
    type: 'choice',
    choices: ['fen', 'yuan'],
    default: 'fen',
  },
  {
    name: 'payStatusMap',
    label: 'payStatus means',
    description:
      'payStatus → unpaid, paid or refunded. A value that is not listed is unknown. Guessed from the vendor’s V3.',
    type: 'map',
    values: KNOWN_PAYMENTS,
    default: { '1': 'paid', '0': 'unpaid' },
  },
  {
    name: 'statusMap',
    label: 'status means',
    description:
      'status → created, accepted, preparing, ready, shipped, completed or cancelled. The vendor publishes no list: ships empty, so every status is unknown until you enter what your orders show.',
    type: 'map',
    values: KNOWN_FULFILMENTS,
    default: {},
  },
  {
    name: 'afterSaleStatusMap',
    label: 'afterSaleStatus means',
    description:
      'afterSaleStatus → none, requested, partly_refunded, refunded or rejected. The vendor publishes no list: ships empty.',
    type: 'map',
    values: KNOWN_AFTER_SALES,
    default: {},
  },
  {
    name: 'orderTypeMap',
    label: 'orderType means',
    description:
      'orderType → delivery, pickup or dine_in. The vendor publishes no list for V2 (its V3: 11 dine-in, 12 pickup, 13 takeaway): ships empty.',
    type: 'map',
    values: SERVICE_KINDS,
    default: {},
  },
  {
    name: 'refusalMeans',
    label: 'A refusal by the store means',
    description:
      'Of an order with a refusalReason (拒单原因), or a receiveStatus of the list below, whose status no map lists. cancelled: the order has ended. flag: it is shown to a person, and goes on.',
    type: 'choice',
    choices: ['cancelled', 'flag'],
    default: 'cancelled',
  },
  {
    name: 'refusedReceiveStatuses',
    label: 'receiveStatus of a refusal',
    description:
      'Values of receiveStatus (接单状态) that mean that the store refused the order. The vendor publishes no list: ships empty.',
    type: 'list',
    default: [],
  },
  {
    name: 'placeUnknown',
    label: 'Orders with a value that no map lists',
    description:
      'on: they go to the till like any other, because the maps ship empty. hold: an order whose status or afterSaleStatus no map lists waits for a person before it is placed.',
    type: 'choice',
    choices: ['on', 'hold'],
    default: 'on',
  },
  {
    name: 'sourceNoOf',
    label: 'Whose number sourceNo is',
    description:
      'The id of the account whose own order numbers Zhimai shows as sourceNo (来源单号), e.g. the shop that its orders come from. Such an order joins that account’s order by itself where store, amount and time of placing (36 hours) do not contradict; else it is suggested to a person. Left empty: sourceNo is only searched by.',
    type: 'text',
  },
  {
    name: 'notFoundCodes',
    label: 'Codes for “no such order”',
    description:
      'Business codes that mean that the order does not exist. Unpublished; a message with 查询的信息不存在 (the page’s own sample) counts as well.',
    type: 'list',
    default: [],
  },
  {
    name: 'retryableCodes',
    label: 'Codes for “try again”',
    description:
      'Business codes that mean “too often” or “busy”. Unpublished; the default is what one V3 client retries.',
    type: 'list',
    default: ['110004', '110007'],
  },
  PATIENCE,
  REPAIRS,
] as const satisfies readonly ConfigField[];

export type ZhimaiConfig = ConfigOf<typeof zhimaiFields>;

export const zhimaiMappedFields: readonly MappedField[] = [
  { field: 'payStatus', group: 'payment', setting: 'payStatusMap' },
  { field: 'status', group: 'fulfilment', setting: 'statusMap' },
  { field: 'afterSaleStatus', group: 'afterSale', setting: 'afterSaleStatusMap' },
  { field: 'orderType', group: 'service', setting: 'orderTypeMap' },
];
