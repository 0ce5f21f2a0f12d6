import type { HostileXml } from '../faulty-answer.js';
import { type Format, foundAnswer, XML_TYPE } from './suning-answer.js';
import { merchantInput } from './suning-merchants.js';
import type { SuningOrder } from './suning-order.js';
import type { SuningQuery } from './suning-query.js';

const DEPTH = 100_000;
const REFERENCES = 100_000;
/** Where the hostile text stands. */
const MARK = 'MARK';

const order = (orderId: string): SuningOrder => ({
  ...{ appKey: '', orderSource: '301', orderId, orderStatus: '01', orderError: null, jobs: [] },
  ...{ createdAt: 0, changedAt: 0, version: 0, madeAt: 0, visibleFrom: 0 },
});

const merchant = merchantInput.parse({ appKey: 'x', appSecret: 'x', singleAs: 'array' });
const query: SuningQuery = {
  orderSource: '301',
  window: { from: 0, to: 0 },
  queryType: '0',
  pageSize: 50,
  pageNo: 1,
};

/** An answer of the page's own shape with orders of these numbers. */
const answerWith = (orderIds: readonly string[], format: Format): string =>
  foundAnswer({ rows: orderIds.map(order), total: orderIds.length }, query, merchant, format);

/** A right answer whose rows go on until it has so many bytes. */
export function* hugeAnswer(bytes: number, format: Format): Iterable<string> {
  const [one, two] = [answerWith(['1234567890'], format), answerWith(['1234567890', '1234567890'], format)];
  const row = two.length - one.length;
  // The rows of a list end where its closing begins, which is the same whatever its length.
  const tail = format === 'json' ? ']}}}'.length : '</sn_body></sn_responseContent>'.length;
  const head = one.slice(0, -tail);
  const more = two.slice(-tail - row, -tail);
  const lump = more.repeat(1_000);
  yield head;
  for (let sent = one.length; sent < bytes; sent += lump.length) yield lump;
  yield one.slice(-tail);
}

export const deepAnswer = (): string =>
  `{"sn_responseContent":{"sn_body":{"queryOrderStatus":${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}}}}`;

/** Ten to the ninth "lol": each entity is ten of the one before. */
const laughs = Array.from({ length: 9 }, (_none, level) => {
  const before = `&lol${level};`.repeat(10);
  return `<!ENTITY lol${level + 1} "${before}">`;
}).join('');

const DTDS = {
  xml_bomb: () => `<!DOCTYPE sn_responseContent [<!ENTITY lol0 "lol">${laughs}]>`,
  numeric_entity_bomb: () => '',
  external_entity: (url: string) =>
    `<!DOCTYPE sn_responseContent [<!ENTITY lol9 SYSTEM "${url}"><!ENTITY passwd SYSTEM "file:///etc/passwd">]>`,
} as const;

const TEXTS = {
  xml_bomb: '&lol9;',
  numeric_entity_bomb: '&#x31;'.repeat(REFERENCES),
  external_entity: '&lol9;&passwd;',
} as const;

/** @param entityUrl where the external entity points to: whoever fetches it is found out */
export function hostileXml(kind: HostileXml, entityUrl: string): { type: string; body: string } {
  const body = answerWith([MARK], 'xml')
    .replace(MARK, () => TEXTS[kind])
    .replace('?>', (end) => end + DTDS[kind](entityUrl));
  return { type: XML_TYPE, body };
}
