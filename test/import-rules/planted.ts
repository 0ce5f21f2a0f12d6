/**
 * One import: a file, and what it imports (a path in the repository, or a package; null for nothing); how, where that
 * matters to its rule.
 */
export type Import = readonly [from: string, to: string | null, how?: 'type' | 'value'];

/** For each rule an import that it must report, and its neighbour that nothing may report. */
export interface Planted {
  readonly rule: string;
  readonly bad: readonly Import[];
  readonly good: readonly Import[];
}

/** What each lib may import of ours. Written a second time here, so that a slip in the rules' own table shows. */
const TABLE: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  'admin-contract': [],
  database: ['domain'],
  jobs: ['domain', 'database'],
  'connectors-core': ['domain'],
  audit: ['domain', 'database', 'jobs'],
  ledger: ['domain', 'database', 'jobs', 'audit'],
  sealing: ['domain', 'database'],
  accounts: ['domain', 'database', 'connectors-core', 'audit', 'sealing'],
  alarms: ['domain', 'database', 'jobs', 'connectors-core', 'accounts', 'audit', 'sealing'],
  bulk: ['domain', 'database', 'jobs', 'accounts', 'audit'],
  retention: ['domain', 'database', 'jobs', 'audit'],
  intake: ['domain', 'database', 'jobs', 'connectors-core', 'accounts', 'ledger', 'audit'],
  dispatch: ['domain', 'database', 'jobs', 'connectors-core', 'accounts', 'ledger', 'audit'],
  reporting: ['domain', 'database', 'jobs', 'connectors-core', 'accounts', 'ledger', 'audit'],
  polling: ['domain', 'database', 'jobs', 'connectors-core', 'accounts', 'ledger', 'intake', 'audit'],
  reconciliation: [
    'domain',
    'database',
    'jobs',
    'connectors-core',
    'accounts',
    'ledger',
    'audit',
    'intake',
    'polling',
    'dispatch',
    'reporting',
  ],
  privacy: [
    'domain',
    'database',
    'accounts',
    'ledger',
    'intake',
    'dispatch',
    'reconciliation',
    'alarms',
    'bulk',
    'audit',
  ],
};

/** What each room may import of its lib, besides what lies beside the rooms. */
const ROOMS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  dispatch: {
    operator: ['plan', 'claimed'],
    send: ['plan', 'claimed'],
    plan: ['claimed'],
    claimed: [],
  },
  reporting: {
    operator: ['submit', 'watch', 'derive', 'figures'],
    submit: ['derive', 'figures'],
    watch: ['derive', 'figures'],
    derive: ['figures'],
    figures: [],
  },
  audit: {
    read: ['acts', 'chain'],
    drop: ['acts', 'chain'],
    acts: ['chain'],
    chain: [],
  },
  alarms: {
    operator: ['send', 'keep'],
    send: ['keep'],
    keep: [],
  },
  reconciliation: {
    operator: ['runs', 'mend', 'links', 'brake', 'watch', 'keep', 'read', 'compare'],
    runs: ['mend', 'links', 'brake', 'watch', 'keep', 'read', 'compare'],
    mend: ['brake', 'watch', 'keep', 'read', 'compare'],
    links: ['brake', 'watch', 'keep', 'read', 'compare'],
    brake: ['watch', 'keep', 'read', 'compare'],
    watch: ['keep', 'read', 'compare'],
    keep: ['read', 'compare'],
    read: ['compare'],
    compare: [],
  },
  polling: {
    read: ['plan', 'calls', 'open-legs', 'accounts', 'windows'],
    refresh: ['plan', 'calls', 'open-legs', 'accounts', 'windows'],
    plan: ['calls', 'open-legs', 'accounts', 'windows'],
    calls: ['open-legs', 'accounts', 'windows'],
    'open-legs': ['accounts', 'windows'],
    accounts: ['windows'],
    windows: [],
  },
};

const libs = Object.keys(TABLE);
const ground = (lib: string): string => `libs/${lib}/src/ground.ts`;
const v = (file: string, vendor = 'abacus'): string => `libs/connectors/${vendor}/src/${vendor}.${file}.ts`;

/** What a file of each role must not import, once a role. The vendor is another one for each rule: no circles. */
const roles = (vendor: string, wrong: Readonly<Record<string, string>>): readonly Import[] =>
  Object.entries(wrong).map(([role, other]) => [v(role, vendor), v(other, vendor)]);

/** Every pair of libs, in the table or not. */
const tablePairs: readonly Planted[] = Object.entries(TABLE).map(([lib, may]) => {
  const to = (other: string): Import => [`libs/${lib}/src/to-${other}.ts`, ground(other)];
  return {
    rule: `${lib}-imports`,
    bad: [
      ...libs.filter((other) => other !== lib && !may.includes(other)).map(to),
      [`libs/${lib}/src/to-hub.ts`, 'apps/hub/src/ground.ts'],
    ],
    good: [
      ...may.map(to),
      [`libs/${lib}/src/to-itself.ts`, ground(lib)],
      [`libs/${lib}/src/factory-user.spec.ts`, 'test/factories/ground.ts'],
    ],
  };
});

const inRoom = (lib: string, room: string): string => `libs/${lib}/src/${room}/floor.ts`;

/** Every pair of rooms of one lib. */
const roomPairs: readonly Planted[] = Object.entries(ROOMS).flatMap(([lib, rooms]) =>
  Object.entries(rooms).map(([room, below]) => {
    const to = (other: string): Import => [`libs/${lib}/src/${room}/to-${other}.ts`, inRoom(lib, other)];
    const above = Object.keys(rooms).filter((other) => other !== room && !below.includes(other));
    return {
      rule: `${lib}-${room}-room`,
      bad: [...above.map(to), [`libs/${lib}/src/${room}/to-module.ts`, `libs/${lib}/src/${lib}.module.ts`]],
      good: [...below.map(to), to(room), [`libs/${lib}/src/${room}/to-ground.ts`, ground(lib)]],
    };
  }),
);

const roomGrounds: readonly Planted[] = Object.entries(ROOMS).map(([lib, rooms]) => {
  const to =
    (from: string) =>
    (room: string): Import => [`libs/${lib}/src/${from}`, inRoom(lib, room)];
  return {
    rule: `${lib}-ground`,
    bad: [...Object.keys(rooms).map(to('upward.ts')), ...Object.keys(rooms).map(to('attic/upward.ts'))],
    good: Object.keys(rooms).map(to(`${lib}.module.ts`)),
  };
});

export const PLANTED: readonly Planted[] = [
  ...tablePairs,
  ...roomPairs,
  ...roomGrounds,
  {
    rule: 'refusals-are-ground',
    bad: [['libs/admin-contract/src/refusals/shape-reader.ts', ground('admin-contract')]],
    good: [
      ['libs/admin-contract/src/refusals/word-reader.ts', 'libs/admin-contract/src/flag-words.ts'],
      ['libs/domain/src/refuser.ts', 'libs/admin-contract/src/refusals/ground.ts'],
    ],
  },
  {
    rule: 'no-circular',
    // One of the two imports a type only. A circle is reported once, where it is first met.
    bad: [['libs/ledger/src/egg.ts', 'libs/ledger/src/hen.ts']],
    good: [
      ['libs/ledger/src/hen.ts', 'libs/ledger/src/egg.ts'],
      ['libs/ledger/src/feather.ts', 'libs/ledger/src/hen.ts'],
    ],
  },
  {
    rule: 'no-orphans',
    bad: [['libs/intake/src/forgotten.ts', null]],
    good: [
      ['libs/domain/src/for-later.ts', null],
      ['apps/hub/src/main.ts', null],
      ['test/support/alone.ts', null],
    ],
  },
  {
    rule: 'unresolvable',
    bad: [
      ['libs/ledger/src/mistyped.ts', 'package:no-such-package'],
      ['libs/reporting/src/mistyped.ts', '#ledger/no-such-file.js'],
    ],
    good: [['libs/ledger/src/typed.ts', 'package:decimal.js']],
  },
  {
    rule: 'no-barrels',
    bad: [['libs/intake/src/by-barrel.ts', 'libs/ledger/src/index.ts']],
    good: [['libs/intake/src/by-file.ts', 'libs/ledger/src/ledger-index.ts']],
  },
  {
    rule: 'lib-without-a-row',
    bad: [['libs/unheard-of/src/newcomer.ts', ground('domain')]],
    good: [['libs/connectors/abacus/src/abacus.config.ts', ground('connectors-core')]],
  },
  {
    rule: 'vendor-imports',
    bad: [
      [v('ledger-reader'), ground('ledger')],
      [v('database-reader'), ground('database')],
      [v('neighbour'), v('schema', 'soroban')],
      [v('factory-user'), 'apps/hub/src/ground.ts'],
    ],
    good: [
      [v('domain-reader'), ground('domain')],
      [v('contract-reader'), ground('connectors-core')],
    ],
  },
  {
    rule: 'vendor-spec-imports',
    bad: [
      [v('database.spec'), ground('database')],
      [v('neighbour.spec'), v('schema', 'soroban')],
    ],
    good: [
      [v('mapper.spec'), 'test/factories/ground.ts'],
      [v('conformance.spec'), 'libs/connectors-core/src/testing/ground.ts'],
    ],
  },
  {
    rule: 'only-the-hub-names-vendors',
    bad: [
      ['apps/hub/src/app.module.ts', v('module')],
      ['libs/intake/src/intake.spec.ts', v('module')],
    ],
    good: [
      ['apps/hub/src/connectors.ts', v('module')],
      ['test/integration/vendors.spec.ts', v('module')],
    ],
  },
  {
    rule: 'vendor-face',
    bad: [['apps/hub/src/connectors.ts', v('signer', 'soroban')]],
    good: [['apps/hub/src/connectors.ts', v('module', 'soroban')]],
  },
  {
    rule: 'vendor-role-without-a-row',
    bad: [[v('connector', 'soroban'), v('gadget', 'soroban')]],
    good: [[v('connector', 'soroban'), v('token', 'soroban')]],
  },
  {
    rule: 'schema-and-signer-are-ground',
    bad: [
      ...roles('tally', { schema: 'mapper', signer: 'config', token: 'codes', 'store-id': 'client' }),
      ...roles('tally', { dating: 'reader', fault: 'guard', references: 'session' }),
    ],
    good: [[v('signer', 'chisanbop'), v('schema', 'chisanbop')]],
  },
  {
    rule: 'mapper-is-pure',
    bad: [
      ...roles('quipu', { mapper: 'client', config: 'webhook', codes: 'client', cursor: 'source' }),
      ...roles('quipu', { guard: 'client', reader: 'client', answer: 'login', listing: 'session' }),
      ...roles('quipu', { search: 'client' }),
    ],
    good: [[v('mapper', 'chisanbop'), v('config', 'chisanbop')]],
  },
  {
    rule: 'client-is-below',
    bad: [
      [v('client', 'napier'), v('mapper', 'napier')],
      ...roles('napier', { client: 'source', login: 'quota', session: 'mapper' }),
    ],
    good: [[v('client', 'chisanbop'), v('signer', 'chisanbop')]],
  },
  {
    rule: 'webhook-is-a-hint',
    bad: [
      [v('webhook', 'napier'), v('mapper', 'napier')],
      [v('webhook', 'napier'), v('client', 'napier')],
    ],
    good: [[v('webhook', 'chisanbop'), v('signer', 'chisanbop')]],
  },
  {
    rule: 'source-and-sinks-are-below',
    bad: [
      ...roles('napier', { 'sales-sink': 'webhook', 'order-sink': 'webhook', source: 'connector' }),
      ...roles('napier', { quota: 'webhook', push: 'connector' }),
    ],
    good: [
      [v('source', 'chisanbop'), v('mapper', 'chisanbop')],
      [v('sales-sink', 'chisanbop'), v('client', 'chisanbop')],
      [v('connector', 'chisanbop'), v('webhook', 'chisanbop')],
    ],
  },
  {
    rule: 'module-is-above-all',
    bad: [[v('connector', 'napier'), v('module', 'napier')]],
    good: [[v('module', 'chisanbop'), v('connector', 'chisanbop')]],
  },
  {
    rule: 'framework-only-in-wiring',
    bad: [
      ['libs/domain/src/decorated.ts', 'package:@nestjs/common'],
      [v('source', 'wired'), 'package:@nestjs/common'],
    ],
    good: [
      [v('module', 'wired'), 'package:@nestjs/common'],
      ['libs/ledger/src/ledger.module.ts', 'package:@nestjs/common'],
    ],
  },
  {
    rule: 'prisma-only-in-stores',
    bad: [
      ['apps/hub/src/http/orders.controller.ts', 'package:@prisma/client'],
      ['libs/ledger/src/ledger.service.ts', 'libs/database/src/generated/client.ts'],
    ],
    good: [
      ['libs/ledger/src/order.store.ts', 'libs/database/src/generated/client.ts'],
      ['libs/ledger/src/order.mapping.ts', 'package:@prisma/client'],
    ],
  },
  {
    rule: 'no-input-or-output',
    bad: [
      ['libs/domain/src/reader.ts', 'node:fs'],
      ['libs/domain/src/later.ts', 'node:timers/promises'],
      [v('client', 'loner'), 'package:undici'],
    ],
    good: [
      [v('signer', 'loner'), 'node:crypto'],
      [v('signer.spec', 'loner'), 'node:fs'],
      ['libs/connectors-core/src/http-transport.ts', 'package:undici'],
    ],
  },
  {
    rule: 'hub-imports',
    bad: [['apps/hub/src/start.ts', 'apps/sandbox/src/ground.ts']],
    good: [['apps/hub/src/http/start.ts', 'apps/hub/src/ground.ts']],
  },
  {
    rule: 'console-imports',
    bad: [['apps/console/src/orders.ts', ground('ledger')]],
    good: [['apps/console/src/stores.ts', ground('admin-contract'), 'type']],
  },
  {
    rule: 'console-loads-texts-alone',
    bad: [['apps/console/src/shapes.ts', 'libs/admin-contract/src/store.ts', 'value']],
    good: [
      ['apps/console/src/types.ts', 'libs/admin-contract/src/store.ts', 'type'],
      ['apps/console/src/words.ts', 'libs/admin-contract/src/state-texts.ts', 'value'],
      ['apps/console/src/refused.ts', 'libs/admin-contract/src/refusals/refusal-texts.ts', 'value'],
    ],
  },
  {
    rule: 'sandbox-imports',
    bad: [['apps/sandbox/src/signature.ts', ground('domain')]],
    good: [['apps/sandbox/src/journal.ts', 'apps/sandbox/src/ground.ts']],
  },
  {
    rule: 'apps-are-tops',
    bad: [
      ['test/support/start-hub.ts', 'apps/hub/src/ground.ts'],
      ['libs/intake/src/drain.spec.ts', 'apps/hub/src/ground.ts'],
    ],
    good: [['test/support/hub.ts', 'apps/hub/src/app.module.ts']],
  },
  {
    rule: 'not-to-test',
    bad: [
      ['apps/hub/src/seed.ts', 'test/factories/ground.ts'],
      ['libs/accounts/src/accounts.ts', 'libs/connectors-core/src/testing/ground.ts'],
      ['apps/sandbox/src/demonstration.ts', 'apps/sandbox/test/ground.ts'],
    ],
    good: [
      ['apps/sandbox/test/caller.ts', 'apps/sandbox/test/ground.ts'],
      ['libs/ledger/src/record.spec.ts', 'test/factories/ground.ts'],
      ['libs/connectors-core/src/testing/conformance.ts', 'libs/connectors-core/src/testing/ground.ts'],
    ],
  },
];
