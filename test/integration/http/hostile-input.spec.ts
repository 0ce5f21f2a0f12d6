import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { type Answer, faulty, startTestHub, type TestHub } from './hub-fixture.js';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
}
interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: Schema }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema?: Schema }> };
}
interface Route {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

const HOSTILE = ['a\0b', '\ud83c', '\udf5cx'];
/** Of the year 0 as written, or once they are in UTC; and what has more than four digits. */
const INSTANTS = ['0000-01-01T00:00:00Z', '0001-01-01T00:00:00+14:00', '9999-12-31T23:59:59-14:00'];
/** Ids whose millisecond lies where no year has four digits; and what is no id. */
const IDS = ['ffffffff-ffff-7fff-bfff-ffffffffffff', '00000000-0000-7000-8000-000000000000', 'none'];

let database: TestDatabase;
let test: TestHub;
let document: {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};
beforeAll(async () => {
  database = await createTestDatabase();
  test = await startTestHub(database.url, { HUB_THROTTLE_PER_SECOND: '100000' });
  document = (await test.send('GET', '/openapi.json')).json;
});
afterAll(async () => {
  await test.stop();
  await database.drop();
});

const routes = (): Route[] =>
  Object.entries(document.paths)
    .filter(([path]) => path.startsWith('/api/v1/'))
    .flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
    );

const schemaOf = (schema: Schema): Schema =>
  schema.$ref === undefined ? schema : document.components.schemas[schema.$ref.split('/').at(-1) ?? '']!;

/** Where texts stand in a body of this shape: the path, and how it is written there. */
function* textsIn(
  given: Schema,
  path: readonly string[] = [],
): Generator<{ path: string[]; schema: Schema }> {
  const schema = schemaOf(given);
  if (schema.type === 'string') yield { path: [...path], schema };
  if (schema.items !== undefined) yield* textsIn(schema.items, [...path, '0']);
  for (const [name, member] of Object.entries(schema.properties ?? {}))
    yield* textsIn(member, [...path, name]);
  // A member of any name, and any value under it.
  if (schema.additionalProperties !== undefined && schema.additionalProperties !== false)
    yield { path: [...path, 'any'], schema: {} };
}

const at = (path: readonly string[], value: unknown): unknown =>
  path.reduceRight<unknown>((inner, name) => (name === '0' ? [inner] : { [name]: inner }), value);

/** An address in which nothing else is wrong. */
const plain = (path: string): string =>
  path
    .replaceAll('{hourStart}', '2026-03-05T01:00:00Z')
    .replaceAll(/\{(\w+)\}/g, '00000000-0000-7000-8000-000000000001');
const named = (answers: readonly Answer[], field: string) =>
  answers.map((answer) => [answer.status, faulty(answer).includes(field)]);

it('every text of every body that no database holds is named', async () => {
  let bodies = 0;
  for (const { method, path, operation } of routes()) {
    const schema = operation.requestBody?.content['application/json']?.schema;
    if (schema === undefined) continue;
    for (const { path: field, schema: text } of textsIn(schema)) {
      bodies += 1;
      const values = text.format === 'date-time' ? [...HOSTILE, ...INSTANTS] : HOSTILE;
      const answers = await Promise.all(
        values.map((value) => test.send(method, plain(path), at(field, value))),
      );
      expect([method, path, ...named(answers, field.join('.'))]).toEqual([
        ...[method, path],
        ...values.map(() => [422, true]),
      ]);
    }
  }
  expect(bodies).toBeGreaterThan(20);
});

it('so is every member’s name', async () => {
  const answer = await test.send('PATCH', plain('/api/v1/accounts/{id}'), { config: { 'open\0Id': 'x' } });
  expect([answer.status, faulty(answer)]).toEqual([422, ['config.open\ufffdId']]);
});

it('every parameter of every query, and of every address', async () => {
  let parameters = 0;
  for (const { method, path, operation } of routes()) {
    for (const { name, in: place, schema } of operation.parameters ?? []) {
      const isInstant = schema?.format === 'date-time';
      const values = isInstant ? ['a\0b', ...INSTANTS] : ['a\0b', '\0'];
      parameters += 1;
      const answers = await Promise.all(
        values.map((value) => {
          const text = encodeURIComponent(value);
          const address = place === 'path' ? path.replace(`{${name}}`, text) : `${path}?${name}=${text}`;
          return test.send(method, plain(address));
        }),
      );
      expect([method, path, name, ...named(answers, name)]).toEqual([
        ...[method, path, name],
        ...values.map(() => [422, true]),
      ]);
    }
  }
  expect(parameters).toBeGreaterThan(40);
});

it('no id and no cursor is answered by an error of ours', async () => {
  const cursors = [...IDS, `999999999999999 ${IDS[0]}`, `253402300800000 ${IDS[1]}`];
  for (const { method, path, operation } of routes()) {
    for (const { name, in: place } of operation.parameters ?? []) {
      if (place !== 'path' && name !== 'cursor') continue;
      const addresses =
        place === 'path'
          ? IDS.map((id) => path.replace(`{${name}}`, id))
          : cursors.map((cursor) => `${path}?cursor=${Buffer.from(cursor).toString('base64url')}`);
      for (const address of addresses) {
        const { status } = await test.send(method, plain(address));
        expect([method, address, status < 500]).toEqual([method, address, true]);
      }
    }
  }
  expect(test.log()).not.toContain('"event":"http_error"');
});

it('bytes that are no UTF-8 are no text of ours either', async () => {
  const body = Buffer.from('{"name":"\xff\xfe"}', 'latin1');
  const answer = await test.send('POST', '/api/v1/api-keys', body);
  expect(answer.status).toBeLessThan(500);
  const query = await fetch(`${test.url}/api/v1/orders?q=%ED%A0%80`);
  expect(query.status).toBeLessThan(500);
});
