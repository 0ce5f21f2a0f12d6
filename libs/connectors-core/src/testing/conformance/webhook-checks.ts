import type { Account } from '../../account.js';
import type { VerifiedDelivery, Webhook, WebhookRequest } from '../../connector.js';
import { WebhookRefusal } from '../../webhook-refusal.js';
import type { ConnectorCase, WebhookCase } from '../connector-case.js';
import type { Check } from './rig.js';
import { accountOf, expectHidden, secretsOf } from './rig.js';

/** So many places of a body are tried, spread evenly. */
const CHANGED_PLACES = 64;

const noTransport = {
  call: () => Promise.reject(new Error('a webhook makes no calls')),
};

interface Receiver {
  readonly webhook: Webhook;
  readonly account: Account;
  readonly stranger: Account;
  readonly secrets: readonly string[];
}

function receiverOf(input: ConnectorCase, { strangerConfig }: WebhookCase): Receiver {
  const connector = input.connector(noTransport);
  const { webhook } = connector;
  if (webhook === undefined) throw new Error('the connector has no webhook');
  const account = accountOf(connector, input.config);
  const secrets = secretsOf(connector, account.config);
  return { webhook, account, stranger: accountOf(connector, strangerConfig), secrets };
}

/** The refusal that verification ends with; it must not show a secret. */
function refusalOf({ webhook, account, secrets }: Receiver, request: WebhookRequest): WebhookRefusal {
  let verified: VerifiedDelivery;
  try {
    verified = webhook.verify(request, account);
  } catch (error) {
    expect(error).toBeInstanceOf(WebhookRefusal);
    expectHidden(error, secrets);
    return error as WebhookRefusal;
  }
  throw new Error(`expected a refusal, but it was taken: ${JSON.stringify(verified)}`);
}

export function webhookChecks(input: ConnectorCase, webhookCase: WebhookCase): Check[] {
  const check = (name: string, run: (receiver: Receiver) => void): Check => ({
    name: `webhook: ${name}`,
    run: async () => {
      run(receiverOf(input, webhookCase));
    },
  });
  return [
    check('a good delivery names its orders', ({ webhook, account }) => {
      const verified = webhook.verify(webhookCase.request(), account);
      expect(verified.references).toEqual(webhookCase.references);
      if (webhookCase.key !== undefined) expect(verified.key).toBe(webhookCase.key);
    }),
    check('the same delivery twice has the same key and references', ({ webhook, account }) => {
      const request = webhookCase.request();
      expect(webhook.verify(request, account)).toEqual(webhook.verify(request, account));
    }),
    check('a changed signature is refused', (receiver) => {
      for (const request of changedSignatures(webhookCase)) refusalOf(receiver, request);
    }),
    check('a delivery without its signature is refused', (receiver) => {
      refusalOf(
        receiver,
        withSignature(webhookCase.request(), webhookCase, () => ''),
      );
    }),
    check('a delivery for another account is refused', (receiver) => {
      refusalOf({ ...receiver, account: receiver.stranger }, webhookCase.request());
    }),
    check('a changed body is refused, or never more than misread', (receiver) => {
      for (const request of changedBodies(webhookCase.request())) takeChanged(receiver, request, webhookCase);
    }),
    ...hostileChecks(webhookCase, check),
    ...statementChecks(webhookCase, check),
  ];
}

/** Where the signature does not cover the body, a change may be taken, but must not crash. */
function takeChanged(receiver: Receiver, request: WebhookRequest, { signsBody }: WebhookCase): void {
  if (signsBody) {
    refusalOf(receiver, request);
    return;
  }
  try {
    receiver.webhook.verify(request, receiver.account);
  } catch (error) {
    expect(error).toBeInstanceOf(WebhookRefusal);
  }
}

function* changedBodies(request: WebhookRequest): Generator<WebhookRequest> {
  const step = Math.max(1, Math.floor(request.rawBody.length / CHANGED_PLACES));
  for (let place = 0; place < request.rawBody.length; place += step) {
    const rawBody = Buffer.from(request.rawBody);
    rawBody.writeUInt8(rawBody.readUInt8(place) ^ 1, place);
    yield { ...request, rawBody };
  }
}

/** Another character of the same kind, so that the signature keeps its form. */
const otherCharacter = (character: string): string => {
  if (/[0-8a-eg-yA-EG-Y]/.test(character)) return String.fromCharCode(character.charCodeAt(0) + 1);
  return { '9': '0', f: 'a', F: 'A', z: 'a', Z: 'A' }[character] ?? '0';
};

/** The last quarter is left alone: base64 has bits there that say nothing. */
function* changedSignatures(webhookCase: WebhookCase): Generator<WebhookRequest> {
  const request = webhookCase.request();
  let length = 0;
  withSignature(request, webhookCase, (signature) => {
    length = signature.length;
    return signature;
  });
  for (let place = 0; place < Math.floor((length * 3) / 4); place += 1) {
    yield withSignature(
      request,
      webhookCase,
      (text) => text.slice(0, place) + otherCharacter(text.charAt(place)) + text.slice(place + 1),
    );
  }
}

function withSignature(
  request: WebhookRequest,
  { signature }: WebhookCase,
  change: (signature: string) => string,
): WebhookRequest {
  if ('header' in signature) {
    const { header } = signature;
    const value = request.headers[header];
    if (value === undefined) throw new Error(`the delivery has no header ${header}`);
    return { ...request, headers: { ...request.headers, [header]: change(value) } };
  }
  const field = new RegExp(`("${signature.field}"\\s*:\\s*")([^"]*)"`);
  const body = request.rawBody.toString('utf8');
  if (!field.test(body)) throw new Error(`the delivery has no field ${signature.field}`);
  const changed = body.replace(field, (_all, before: string, value: string) => `${before}${change(value)}"`);
  return { ...request, rawBody: Buffer.from(changed) };
}

type MakeCheck = (name: string, run: (receiver: Receiver) => void) => Check;

/** What is put into the body's object, and the reasons for which it may be refused. */
const HOSTILE = [
  { name: 'a repeated key', insert: '"zz":1,"\\u007az":2,', reason: 'duplicate_key' },
  { name: 'a __proto__ key', insert: '"__proto__":{"admin":true},', reason: 'forbidden_key' },
  {
    name: 'a deeply nested body',
    insert: `"zz":${'['.repeat(100_000)}${']'.repeat(100_000)},`,
    reason: 'too_deep',
  },
  { name: 'a broken body', insert: '"zz":,', reason: 'not_json' },
  { name: 'a body that is not UTF-8', insert: Buffer.from('"zz":"\xff",', 'latin1'), reason: 'not_json' },
] as const;

function hostileChecks(webhookCase: WebhookCase, check: MakeCheck): Check[] {
  const good = (): Buffer => webhookCase.request().rawBody;
  const inserted = (insert: string | Buffer): Buffer => {
    const body = good();
    const start = body.indexOf('{') + 1;
    return Buffer.concat([body.subarray(0, start), Buffer.from(insert), body.subarray(start)]);
  };
  return [
    ...HOSTILE.map(({ name, insert, reason }) =>
      check(`${name} is refused`, (receiver) => {
        expect(refusalOf(receiver, webhookCase.request(inserted(insert))).reason).toBe(reason);
      }),
    ),
    check('a body that is cut off is refused', (receiver) => {
      refusalOf(receiver, webhookCase.request(good().subarray(0, -1)));
    }),
    check('a body that is no object is refused', (receiver) => {
      for (const body of ['', '[]', 'null', '"text"', '0']) {
        refusalOf(receiver, webhookCase.request(Buffer.from(body)));
      }
    }),
  ];
}

function statementChecks({ observations, request: make }: WebhookCase, check: MakeCheck): Check[] {
  if (observations === undefined) return [];
  return [
    check('the delivery states what it must, the same each time', ({ webhook, account }) => {
      const { rawBody, receivedAt } = make();
      const state = (): unknown => webhook.fromDelivery?.(rawBody, account, receivedAt);
      expect(state()).toMatchObject(observations as object[]);
      expect(state()).toEqual(state());
    }),
    check('nothing is stated to be true later than it was received', ({ webhook, account }) => {
      const { rawBody, receivedAt } = make();
      const stated = webhook.fromDelivery?.(rawBody, account, receivedAt) ?? [];
      for (const { asOf } of stated) expect(asOf.getTime()).toBeLessThanOrEqual(receivedAt.getTime());
    }),
  ];
}
