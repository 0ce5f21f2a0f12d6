import { createHmac } from 'node:crypto';
import { bitFlipped, BROKEN_BODIES, characterChanged, OF_ANY, pick, without } from './request.mjs';

const OPEN_ID = 'open-forged';
const GRANT_CODE = 'grant-forged';
const OPEN_KEY = 'the open key of a merchant that is forged';
const MEMBERS = ['openId', 'grantCode', 'nonce', 'timestamp', 'token'];

const now = (offset = 0) => String(Math.floor(Date.now() / 1000) + offset);

/** The members that are signed, in order of their names. */
const tokenOf = ({ grantCode, nonce, openId, timestamp }, key) =>
  createHmac('sha1', key)
    .update(`grantCode=${grantCode}&nonce=${nonce}&openId=${openId}&timestamp=${timestamp}`)
    .digest('base64');

function notice(index, change = {}, key = OPEN_KEY) {
  const members = { openId: OPEN_ID, grantCode: GRANT_CODE, nonce: `n${index}`, timestamp: now(), ...change };
  return {
    ...members,
    token: encodeURIComponent(tokenOf(members, key)),
    action: 'communal.order.notify',
    params: { orderNo: `Z${index}`, bizType: 1 },
  };
}

const sent = (path, document) => ({
  method: 'POST',
  path,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(typeof document === 'string' ? document : JSON.stringify(document)),
});

const read = ({ body }) => JSON.parse(body);
/** @param {(document: object, random: () => number) => object | string} change */
const changed = (change) => (good, random) => sent(good.path, change(read(good), random));
const macOf = ({ token }) => Buffer.from(decodeURIComponent(token), 'base64');
const withToken = (document, token) => ({ ...document, token });

/** Whichever way the account takes notifications: a token that is there is to be right. */
const WRONG_TOKENS = {
  ...OF_ANY,
  'one bit of the token': changed((document, random) =>
    withToken(document, encodeURIComponent(bitFlipped(macOf(document), random).toString('base64'))),
  ),
  'half a token': changed((document) => withToken(document, document.token.slice(0, 10))),
  'a token and more': changed((document) => withToken(document, `${document.token}A`)),
  'the token in other digits': changed((document) => withToken(document, macOf(document).toString('hex'))),
  'a token of another kind': changed((document, random) =>
    withToken(document, pick(random, [1, true, [], {}, '%', 'null', 'A'.repeat(5_000)])),
  ),
  'another nonce': changed((document, random) => ({
    ...document,
    nonce: pick(random, [`${document.nonce}x`, 'x'.repeat(65), '\u0000', 7]),
  })),
  'another second': changed((document, random) => ({
    ...document,
    timestamp: String(Number(document.timestamp) + pick(random, [1, -1, 600, -86_000])),
  })),
  'another merchant’s name': changed((document, random) => ({
    ...document,
    [pick(random, ['openId', 'grantCode'])]: pick(random, ['other', 'OPEN-FORGED', 1]),
  })),
  'another merchant’s token': changed((document, random) =>
    notice(1, { nonce: document.nonce }, pick(random, ['', 'x', GRANT_CODE, OPEN_KEY.toUpperCase()])),
  ),
  'a right one of a day ago': changed((document, random) =>
    notice(1, { nonce: document.nonce, timestamp: now(pick(random, [-86_460, -200_000])) }),
  ),
  'a right one of an hour ahead': changed((document, random) =>
    notice(1, { nonce: document.nonce, timestamp: now(pick(random, [3_600, 660])) }),
  ),
  'a right one of no second': changed((document, random) =>
    notice(1, { nonce: document.nonce, timestamp: pick(random, ['0', '-1', '1e9', String(Date.now())]) }),
  ),
  'two tokens': changed((document) => ({ ...document, Token: 'x' })),
  'a token twice': changed((document) => JSON.stringify(document).replace('"token"', '"token":"x","token"')),
  'a body that is none': (good, random) => sent(good.path, pick(random, BROKEN_BODIES)),
  'half a body': (good, random) => ({
    ...good,
    body: good.body.subarray(0, Math.floor(random() * good.body.length)),
  }),
};

const config = { openId: OPEN_ID, grantCode: GRANT_CODE, openKey: OPEN_KEY };

/**
 * The token does not cover what the notification tells of. So everything is made of one that was taken: what is told
 * otherwise under its token is a conflict.
 *
 * @type {import('./request.mjs').Scheme}
 */
export const zhimaiSigned = {
  connector: 'zhimai',
  config,
  replayed: true,
  good: (index, path) => sent(path, notice(index)),
  forgeries: {
    ...WRONG_TOKENS,
    'a member less': changed((document, random) => without(document, pick(random, MEMBERS))),
    'a member that is empty': changed((document, random) => ({
      ...document,
      [pick(random, MEMBERS)]: pick(random, ['', null, ' ']),
    })),
    'another order under a token that was used': changed((document, random) => ({
      ...document,
      params: { orderNo: characterChanged(document.params.orderNo, random) },
    })),
    'one bit of a body that was taken': (good, random) => ({ ...good, body: bitFlipped(good.body, random) }),
  },
};

/**
 * The address is the secret: nobody need sign, but what is signed is to be signed rightly, and by this merchant.
 *
 * @type {import('./request.mjs').Scheme}
 */
export const zhimaiPath = {
  connector: 'zhimai',
  config: { ...config, pushAuth: 'path' },
  good: (index, path) => sent(path, without(notice(index), 'token')),
  forgeries: Object.fromEntries(
    Object.entries(WRONG_TOKENS).map(([what, forgery]) => [
      what,
      (good, random) => forgery(what in OF_ANY ? good : sent(good.path, notice(read(good).nonce)), random),
    ]),
  ),
};
