import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildParts, rememberedOf } from '../src/sandbox-parts.js';
import { SandboxFixture } from './sandbox-fixture.js';

const SOURCES = new URL('../src/', import.meta.url);
const CONNECTORS = new URL('../../../libs/connectors/', import.meta.url);
/** Connectors whose fake has another name than they. */
const PLAYED_AS: Readonly<Record<string, string>> = { storefront: 'shop' };

const { vendors } = buildParts(null, Date.now);
const names = vendors.map(({ name }) => name).sort();
const folders = (where: URL): string[] =>
  readdirSync(where, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

const OWN = /class (\w+)[^{]*(?:implements Remembered|extends (?:RunningGroups|DayCounts))/g;
const SHARED = /new (Outbox|DayCounts)\(/g;

/** What a vendor's folder makes that can say itself anew to the journal. */
function keepers(vendor: string): string[] {
  const folder = new URL(`${vendor}/`, SOURCES);
  return readdirSync(folder)
    .map((file) => readFileSync(new URL(file, folder), 'utf8'))
    .flatMap((text) => [...text.matchAll(OWN), ...text.matchAll(SHARED)])
    .map(([, name = '']) => name)
    .sort();
}

describe('the list of vendors', () => {
  it('names each that has a folder with a vendor in it, once', () => {
    const withVendor = folders(SOURCES).filter((name) =>
      existsSync(new URL(`${name}/${name}-vendor.ts`, SOURCES)),
    );
    expect(withVendor).toEqual(names);
    expect(new Set(names).size).toBe(names.length);
  });

  it('has a fake for every connector', () => {
    const played = folders(CONNECTORS).map((name) => PLAYED_AS[name] ?? name);
    expect(played.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('is told of in the README', () => {
    const readme = readFileSync(fileURLToPath(new URL('../README.md', import.meta.url)), 'utf8');
    expect(names.filter((name) => !readme.includes(`/${name}/`))).toEqual([]);
  });
});

describe.each(vendors.map((vendor) => [vendor.name, vendor] as const))('%s', (name, vendor) => {
  let fixture: SandboxFixture;
  beforeAll(async () => {
    fixture = await SandboxFixture.start();
  });
  afterAll(() => fixture.close());

  it('gives the journal everything that can be brought back', () => {
    const remembered = rememberedOf(vendor).map((store) => store.constructor.name);
    expect(remembered.sort()).toEqual(keepers(name));
  });

  it('writes records that nobody else does', () => {
    const kinds = rememberedOf(vendor).flatMap(({ replay }) => Object.keys(replay));
    expect(new Set(kinds).size).toBe(kinds.length);
    expect(kinds.filter((kind) => !kind.startsWith(`${name}.`))).toEqual([]);
  });

  it('is controlled under its own name', () => {
    const routes: string[] = [];
    const method = (path: string): void => void routes.push(path);
    const scope = new Proxy({}, { get: () => method });
    vendor.control(scope as Parameters<typeof vendor.control>[0]);
    expect(routes.length).toBeGreaterThan(0);
    expect(routes.filter((path) => !path.startsWith(`/${name}/`))).toEqual([]);
  });

  it('shows in the state, and where it has them in calls, notifications, sales and faults', async () => {
    const { api, outbox, sales, acting = {} } = vendor;
    const { json: state } = await fixture.get('/state');
    expect(state).toHaveProperty([name]);
    for (const word of Object.keys(acting)) expect(state).toHaveProperty([word], []);
    const { json: calls } = await fixture.get('/requests');
    expect(Object.hasOwn(calls, name)).toBe(api !== undefined);
    const { json: notifications } = await fixture.get('/notifications');
    expect(Object.hasOwn(notifications, name)).toBe(outbox !== undefined);
    const { status } = await fixture.get(`/sales?vendor=${name}`);
    expect(status).toBe(sales === undefined ? 400 : 200);
    const ordered = await fixture.refused('/faults', { vendor: name, kind: 'http_500' });
    expect(ordered.status).toBe(api === undefined ? 400 : 201);
  });
});
