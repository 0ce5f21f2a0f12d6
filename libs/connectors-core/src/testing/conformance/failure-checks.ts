import { ConnectorError, type ConnectorErrorCode } from '../../connector-error.js';
import type { ConnectorCase, SignedCase, VendorCode } from '../connector-case.js';
import type { HttpScript, ReceivedRequest, Script } from '../scripted-vendor.js';
import { withLongerTexts } from './json-edit.js';
import type { Check } from './rig.js';
import { errorOf, expectHidden, Rig, secretsOf } from './rig.js';

/** One operation of a connector, as the failure checks see it. */
export interface Operation extends SignedCase {
  readonly name: string;
  readonly effect: 'read' | 'write';
  readonly run: (rig: Rig) => Promise<unknown>;
  /** The body of a good answer. */
  readonly good: string;
  readonly vendorCodes: readonly VendorCode[];
}

interface Failure {
  readonly name: string;
  readonly script: Script;
  readonly read: ConnectorErrorCode;
  /** A write whose answer is lost may have been done. */
  readonly write: ConnectorErrorCode;
}

const HTML = { 'content-type': 'text/html' };

const status = (code: number, read: ConnectorErrorCode, write = read): Failure => {
  const script = { status: code, headers: { ...HTML, location: '/elsewhere' }, body: '<html>error</html>' };
  return { name: `HTTP ${code}`, script, read, write };
};

const unreadable = (name: string, body: string | Buffer, headers?: Record<string, string>): Failure => ({
  name,
  script: headers === undefined ? { body } : { body, headers },
  read: 'invalid_response',
  write: 'outcome_unknown',
});

const failures = (good: string): Failure[] => [
  { name: 'no answer', script: 'hang', read: 'unavailable', write: 'outcome_unknown' },
  { name: 'half an answer', script: 'stall', read: 'unavailable', write: 'outcome_unknown' },
  { name: 'a lost connection', script: 'reset', read: 'unavailable', write: 'outcome_unknown' },
  status(429, 'rate_limited'),
  status(500, 'unavailable', 'outcome_unknown'),
  status(502, 'unavailable', 'outcome_unknown'),
  status(401, 'auth_failed'),
  status(403, 'auth_failed'),
  status(302, 'invalid_response'),
  status(404, 'invalid_response'),
  unreadable('an HTML page with HTTP 200', '<!doctype html><title>maintenance</title>', HTML),
  unreadable('an empty body', ''),
  unreadable('bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x80])),
  unreadable('a body that is cut off', good.slice(0, -2)),
  unreadable('an empty object', '{}'),
  unreadable('an empty list', '[]'),
  unreadable('null', 'null'),
  unreadable('a page full of brackets', '['.repeat(200_000)),
  unreadable('an encoding that is not so', good, { 'content-encoding': 'gzip' }),
];

const check = (
  operation: Operation,
  name: string,
  run: (rig: Rig) => Promise<void>,
  input: ConnectorCase,
): Check => ({
  name: `${operation.name}: ${name}`,
  run: () => Rig.use(input, run),
});

/** What the transport, the vendor or something between them may answer, and the codes this must become. */
export function failureChecks(input: ConnectorCase, operation: Operation): Check[] {
  const { effect, vendorCodes, good } = operation;
  return [
    ...failures(good).map((failure) =>
      check(operation, `${failure.name} is ${failure[effect]}`, (rig) => fails(rig, failure), input),
    ),
    ...vendorCodes.map((each) =>
      check(operation, `${each.name} is ${each.code}`, (rig) => failsByCode(rig, each), input),
    ),
    check(operation, 'each attempt is signed afresh', attemptsAreFresh, input),
    check(operation, 'no answer makes an error show a secret or a person', echoesStayHidden, input),
    check(
      operation,
      'nor do the vendor’s own words',
      (rig) => ownWordsHide(rig, operation),
      withShortSecrets(input),
    ),
  ];

  async function fails(rig: Rig, { script, [effect]: code }: Failure): Promise<void> {
    rig.vendor.answer(script);
    const error = await errorOf(() => operation.run(rig));
    expect(error.code).toBe(code);
    expectNothingShown(rig, error);
  }

  async function failsByCode(rig: Rig, { body, code, vendorCode }: VendorCode): Promise<void> {
    rig.vendor.answer({ body });
    const error = await errorOf(() => operation.run(rig));
    expect(error.code).toBe(code);
    if (vendorCode !== undefined) expect(error.vendorCode).toBe(vendorCode);
    expectNothingShown(rig, error);
  }

  async function attemptsAreFresh(rig: Rig): Promise<void> {
    rig.vendor.answer(triedAgain(operation), triedAgain(operation), { body: good });
    await untilAnswered(operation, rig);
    expect(rig.vendor.received).toHaveLength(3);
    for (const signature of rig.vendor.received.map(operation.signatureOf)) expect(signature).not.toBe('');
    expect(new Set(rig.vendor.received.map(operation.freshOf ?? operation.signatureOf)).size).toBe(3);
  }

  async function echoesStayHidden(rig: Rig): Promise<void> {
    for (const answerStatus of [200, 400, 500]) {
      rig.vendor.answer((request) => echo(request, answerStatus, input.personal));
      expectNothingShown(rig, await errorOf(() => operation.run(rig)));
    }
  }

  function expectNothingShown(rig: Rig, error: ConnectorError): void {
    const signatures = rig.vendor.received.map(operation.signatureOf);
    const hidden = [...secretsOf(rig.connector, rig.account.config), ...signatures, ...input.personal];
    expectHidden({ error, events: rig.events }, hidden);
  }
}

/** In every text of every refusal, whatever that then means. */
async function ownWordsHide(rig: Rig, { vendorCodes, run }: Operation): Promise<void> {
  const secrets = secretsOf(rig.connector, rig.account.config);
  for (const { body } of vendorCodes.filter(isJson)) {
    for (const answer of withLongerTexts(body, ` ${secrets.join(' ')}`)) {
      rig.vendor.answer({ body: answer });
      expectHidden({ outcome: await outcomeOf(() => run(rig)), events: rig.events }, secrets);
    }
  }
}

/** Of no form by which a secret could be told from a word. */
function withShortSecrets(input: ConnectorCase): ConnectorCase {
  const { configFields } = input.connector({ call: () => Promise.reject(new Error('not called here')) });
  const secrets = configFields.filter(({ name, sensitive }) => sensitive === true && name in input.config);
  const short = Object.fromEntries(secrets.map(({ name }) => [name, `k-${name}`]));
  return { ...input, config: { ...input.config, ...short } };
}

const isJson = ({ body }: VendorCode): boolean => body.startsWith('{');

/** An answer that is none of ours to judge here may also be a good one. */
const outcomeOf = (run: () => Promise<unknown>): Promise<unknown> => run().catch((error: unknown) => error);

/** An answer after which one call tries again: a read that failed in passing, or a write that the vendor did not take. */
export function triedAgain({ effect, vendorCodes }: Pick<Operation, 'effect' | 'vendorCodes'>): HttpScript {
  if (effect === 'read') return { status: 502 };
  const wrongSignature = vendorCodes.find(({ code }) => code === 'invalid_signature');
  if (wrongSignature === undefined)
    throw new Error('the case does not say how a wrong signature is answered');
  return { body: wrongSignature.body };
}

const TRIED_AGAIN: readonly ConnectorErrorCode[] = ['unavailable', 'invalid_signature'];

/** What is sent once at most (`Call.once`), or has had its last attempt, is asked again, as its caller would. */
async function untilAnswered({ run }: Operation, rig: Rig): Promise<void> {
  while (rig.vendor.received.length < 2) {
    try {
      await run(rig);
      return;
    } catch (error) {
      if (!(error instanceof ConnectorError && TRIED_AGAIN.includes(error.code))) throw error;
    }
  }
  await run(rig);
}

/** A vendor or a debugging proxy that answers with what it was sent, and with a person's fields. */
function echo(
  { headers, body }: ReceivedRequest,
  answerStatus: number,
  personal: readonly string[],
): HttpScript {
  const echoed = { code: body.toString('utf8'), message: [...Object.values(headers), ...personal].join(' ') };
  return { status: answerStatus, body: JSON.stringify(echoed) };
}
