import { createHash } from 'node:crypto';
import { mutatedDocument } from '../mutated-document.mjs';
import {
  bitFlipped,
  BROKEN_BODIES,
  characterChanged,
  OF_ANY,
  pick,
  withHeader,
  withoutHeader,
} from './request.mjs';

const APP_ID = 'F1A2B3C4D5E6F7A8B9C0D1E2F3A4B5C6';
const APP_KEY = '123456789012345678';
const HEADER = 'data-signature';

const md5 = (...parts) =>
  parts
    .reduce((hash, part) => hash.update(part), createHash('md5'))
    .digest('hex')
    .toUpperCase();

const notice = (index, appId = APP_ID) =>
  Buffer.from(
    JSON.stringify({
      appId,
      cmd: 'onlineOrder.new',
      body: JSON.stringify({ orderNo: `2026${String(index).padStart(14, '0')}` }),
      timestamp: Date.now(),
      bornTimeStamp: Date.now(),
      version: '1',
    }),
  );

const signed = (request, body, key = APP_KEY) => withHeader({ ...request, body }, HEADER, md5(key, body));
const signatureOf = ({ headers }) => headers[HEADER];

/** @type {import('./request.mjs').Scheme} */
export const pospal = {
  connector: 'pospal',
  baseUrl: 'https://till.example.cn',
  config: { appId: APP_ID, appKey: APP_KEY },
  good: (index, path) =>
    signed({ method: 'POST', path, headers: { 'content-type': 'application/json' } }, notice(index)),
  forgeries: {
    ...OF_ANY,
    'another notification': (good, random) => {
      const body = mutatedDocument(JSON.parse(good.body), random);
      return { ...good, body: body.equals(good.body) ? bitFlipped(body, random) : body };
    },
    'one bit of the body': (good, random) => ({ ...good, body: bitFlipped(good.body, random) }),
    'a blank around the body': (good) => ({ ...good, body: Buffer.concat([Buffer.from(' '), good.body]) }),
    'a body that is none': (good, random) => ({ ...good, body: Buffer.from(pick(random, BROKEN_BODIES)) }),
    'one character of the signature': (good, random) =>
      withHeader(good, HEADER, characterChanged(signatureOf(good), random)),
    'the signature in small letters': (good) =>
      withHeader(good, HEADER, `${signatureOf(good).slice(0, -1).toLowerCase()}x`),
    'half a signature': (good, random) =>
      withHeader(good, HEADER, signatureOf(good).slice(0, pick(random, [1, 16, 31]))),
    'a signature and more': (good) => withHeader(good, HEADER, signatureOf(good) + signatureOf(good)),
    'no signature': (good) => withoutHeader(good, HEADER),
    'an empty signature': (good) => withHeader(good, HEADER, ''),
    'the signature of the other version': (good) =>
      withHeader(withoutHeader(good, HEADER), 'data-signature-v3', md5(APP_ID, APP_KEY, good.body)),
    'another account’s signature': (good, random) => signed(good, good.body, pick(random, ['', 'x', APP_ID])),
    'a signature of the body alone': (good) => withHeader(good, HEADER, md5(good.body)),
    'a signature of the body before the key': (good) => withHeader(good, HEADER, md5(good.body, APP_KEY)),
    'rightly signed, of another appId': (good, random) =>
      signed(good, notice(0, pick(random, ['', 'F1', APP_ID.toLowerCase(), `${APP_ID}0`]))),
  },
};
