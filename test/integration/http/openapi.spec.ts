import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { startTestHub, type TestHub } from './hub-fixture.js';

type Json = Record<string, unknown>;
interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: object }[];
  readonly responses: Record<string, { readonly description?: string; readonly content?: Json }>;
  readonly security?: readonly object[];
  readonly requestBody?: { readonly content: Json };
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
/** Whoever does this is not signed in yet. */
const SIGNS_IN = new Set(['session', 'passwords', 'passwords/look'].map((path) => `post /api/v1/${path}`));

let database: TestDatabase;
let test: TestHub;
let document: { openapi: string; paths: Record<string, Record<string, Operation>>; components: Json };

beforeAll(async () => {
  database = await createTestDatabase();
  test = await startTestHub(database.url);
  document = (await test.send('GET', '/openapi.json', undefined, { authorization: '' })).json;
});
afterAll(async () => {
  await test.stop();
  await database.drop();
});

const operations = () =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => method in item).map((method) => ({ path, method, operation: item[method]! })),
  );

function* objectsIn(value: unknown): Generator<Json> {
  if (typeof value !== 'object' || value === null) return;
  yield value as Json;
  for (const inner of Object.values(value)) yield* objectsIn(inner);
}

const resolve = (ref: string): unknown =>
  ref
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((at, part) => (at as Json | undefined)?.[part], document);

describe('the OpenAPI document', () => {
  it('is of version 3.1 and names every resource', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/accounts/{accountId}/bindings/{id}',
        '/api/v1/accounts/{id}/test',
        '/api/v1/api-keys',
        '/api/v1/connectors',
        '/api/v1/deliveries/{id}/replay',
        '/api/v1/orders',
        '/api/v1/sales/export',
        '/api/v1/sales/hours',
        '/api/v1/sales/hours/{storeId}/{hourStart}/compare',
        '/api/v1/stores/{id}',
        '/api/v1/submissions',
        '/health/ready',
        '/webhooks/{connector}/{accountKey}',
      ]),
    );
  });

  it('resolves every reference', () => {
    const refs = [...objectsIn(document)]
      .map((object) => object['$ref'])
      .filter((ref) => typeof ref === 'string');
    expect(refs.length).toBeGreaterThan(50);
    expect(refs.filter((ref) => resolve(ref) === undefined)).toEqual([]);
  });

  it('says of every operation what it answers, and of an error that it is a problem', () => {
    for (const { path, method, operation } of operations()) {
      const name = `${method} ${path}`;
      const statuses = Object.keys(operation.responses);
      expect([name, statuses.some((status) => status.startsWith('2'))]).toEqual([name, true]);
      if (!path.startsWith('/api/')) continue;
      const answer = statuses.find((status) => status.startsWith('2')) ?? '';
      expect([name, answer === '204' || operation.responses[answer]?.content !== undefined]).toEqual([
        name,
        true,
      ]);
      expect(Object.keys(operation.responses['default']?.content ?? {})).toEqual([
        'application/problem+json',
      ]);
      const signsIn = SIGNS_IN.has(name);
      expect([name, operation.security]).toEqual([name, signsIn ? [] : [{ bearer: [] }, { session: [] }]]);
    }
  });

  it('declares each parameter of a path, and gives each operation a name of its own', () => {
    for (const { path, operation } of operations()) {
      const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      expect(inPath.map(({ name }) => name).sort()).toEqual(names.sort());
    }
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has money as integers in fields that end in Fen, and instants as date-times', () => {
    const properties = [...objectsIn(document.components)].flatMap((object) =>
      Object.entries((object['properties'] ?? {}) as Json),
    );
    const money = properties
      .filter(([name]) => name.endsWith('Fen'))
      .map(([, schema]) => JSON.stringify(schema));
    expect(money.length).toBeGreaterThan(8);
    for (const schema of money) expect(schema).toContain('"type":"integer"');
    const instants = properties
      .filter(([name]) => name.endsWith('At'))
      .map(([, schema]) => JSON.stringify(schema));
    for (const schema of instants) expect(schema).toContain('"format":"date-time"');
  });

  it('is what really validates: bodies refuse what it does not name', () => {
    const { schema } = document.paths['/api/v1/stores']?.['post']?.requestBody?.content[
      'application/json'
    ] as { schema: Json };
    expect(resolve(schema['$ref'] as string)).toMatchObject({
      additionalProperties: false,
      required: ['code', 'name', 'timeZone'],
    });
  });
});

it('the storefront’s order document is published as JSON Schema', async () => {
  const answer = await test.send('GET', '/schemas/storefront-order.json', undefined, { authorization: '' });
  expect(answer.headers.get('content-type')).toContain('application/schema+json');
  expect(answer.json).toMatchObject({
    $schema: expect.stringContaining('2020-12'),
    properties: { orderNo: {}, items: {} },
  });
});
