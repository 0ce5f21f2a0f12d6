/* eslint-disable max-lines -- the one map of imports is read as a whole. */
/**
 * Who may import whom: the one map of it. `npm run check` applies it to apps, libs and test;
 * test/import-rules breaks every rule once on purpose, so that a rule that catches nothing is noticed.
 */
const LIBS = {
  domain: [],
  'admin-contract': [],
  database: ['domain'],
  jobs: ['domain', 'database'],
  audit: ['domain', 'database', 'jobs'],
  ledger: ['domain', 'database', 'jobs', 'audit'],
  'connectors-core': ['domain'],
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
    ...['domain', 'database', 'jobs', 'connectors-core', 'accounts', 'ledger', 'audit'],
    ...['intake', 'polling', 'dispatch', 'reporting'],
  ],
  privacy: [
    ...['domain', 'database', 'accounts', 'ledger', 'intake', 'dispatch', 'reconciliation'],
    ...['alarms', 'bulk', 'audit'],
  ],
};

/** The rooms of the libs that have many, from the top down; those of one floor do not know each other. */
const ROOMS = {
  dispatch: [['operator', 'send'], ['plan'], ['claimed']],
  polling: [['read', 'refresh'], ['plan'], ['calls'], ['open-legs'], ['accounts'], ['windows']],
  reporting: [['operator'], ['submit', 'watch'], ['derive'], ['figures']],
  alarms: [['operator'], ['send'], ['keep']],
  audit: [['read', 'drop'], ['acts'], ['chain']],
  reconciliation: [
    ...[['operator'], ['runs'], ['mend', 'links'], ['brake']],
    ...[['watch'], ['keep'], ['read'], ['compare']],
  ],
};

const ROLES = require('./test/import-rules/vendor-roles.cjs');

const OURS = '^(apps|libs|test)/';
const SPEC = '\\.spec\\.ts$';
const PURE = '^libs/(domain|connectors/[^/]+)/src/';

/** Files of one role in whatever vendor's folder. */
const vendor = (...roles) => `^libs/connectors/[^/]+/src/[^/.]+\\.(${roles.flat(2).join('|')})\\.ts$`;

const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

/** Whoever refuses names a code of this table: the one source of the codes and of both their texts. */
const REFUSALS = { domain: '^libs/admin-contract/src/refusals/' };

const layers = Object.entries(LIBS).map(([lib, may]) =>
  forbid(
    `${lib}-imports`,
    `libs/${lib} may import ${may.length === 0 ? 'nothing of ours' : `only ${may.join(', ')}`}`,
    { path: `^libs/${lib}/src/`, pathNot: SPEC },
    {
      path: OURS,
      pathNot: [`^libs/(${[lib, ...may].join('|')})/src/`, ...(lib in REFUSALS ? [REFUSALS[lib]] : [])],
    },
  ),
);

const refusals = [
  forbid(
    'refusals-are-ground',
    'the table of refusals rests on words alone: what throws and what shows them both read it',
    { path: REFUSALS.domain, pathNot: SPEC },
    { path: OURS, pathNot: [REFUSALS.domain, '^libs/admin-contract/src/[^/]+-words\\.ts$'] },
  ),
];

/** What lies beside the rooms: ground that all of them stand on. Only the lib's module is above them. */
const ground = (lib) => `^libs/${lib}/src/(?!${lib}\\.module\\.ts$)[^/]+$`;

const room = (lib, name, below) =>
  forbid(
    `${lib}-${name}-room`,
    `libs/${lib}/src/${name} may import ${['the ground', ...below].join(', ')}`,
    { path: `^libs/${lib}/src/${name}/` },
    {
      path: `^libs/${lib}/src/`,
      pathNot: [ground(lib), `^libs/${lib}/src/(${[name, ...below].join('|')})/`],
    },
  );

const rooms = Object.entries(ROOMS).flatMap(([lib, floors]) => [
  ...floors.flatMap((floor, at) => floor.map((name) => room(lib, name, floors.slice(at + 1).flat()))),
  forbid(
    `${lib}-ground`,
    `what lies beside the rooms of libs/${lib} imports none of them, and there is no other room`,
    { path: [ground(lib), `^libs/${lib}/src/(?!(${floors.flat().join('|')})/)[^/]+/`] },
    { path: `^libs/${lib}/src/[^/]+/` },
  ),
]);

const shape = [
  forbid(
    'no-circular',
    'no circles; an import of a type counts too, because it is read like any other',
    {},
    { circular: true },
  ),
  forbid(
    'no-orphans',
    'a file that neither imports nor is imported is dead, or was forgotten where it should be wired',
    {
      orphan: true,
      pathNot:
        '(\\.d\\.ts|\\.cjs|/main\\.ts|/vite\\.config\\.ts)$|^test/|/testing/|^libs/(domain|admin-contract)/',
    },
    {},
  ),
  forbid(
    'unresolvable',
    'an import that leads nowhere: a typing error, or a package that package.json does not name',
    {},
    { couldNotResolve: true },
  ),
  forbid('no-barrels', 'import the file that defines the name', { path: OURS }, { path: '/index\\.ts$' }),
  forbid(
    'lib-without-a-row',
    'a new lib gets a row in the table above before it imports anything',
    { path: '^libs/', pathNot: `^libs/(${[...Object.keys(LIBS), 'connectors'].join('|')})/` },
    {},
  ),
];

const vendors = [
  forbid(
    'vendor-imports',
    'a vendor knows its own folder, the contract and the domain: never another vendor, the ledger, the database',
    { path: '^libs/connectors/([^/]+)/src/', pathNot: SPEC },
    { path: OURS, pathNot: '^libs/(connectors/$1|connectors-core|domain)/src/' },
  ),
  forbid(
    'vendor-spec-imports',
    "a vendor's specs add fixtures and factories to what the vendor itself may import",
    { path: `^libs/connectors/([^/]+)/src/.*${SPEC}` },
    { path: OURS, pathNot: '^(libs/(connectors/$1|connectors-core|domain)/|test/(fixtures|factories)/)' },
  ),
  forbid(
    'only-the-hub-names-vendors',
    'apps/hub/src/connectors.ts is the one file that lists vendors',
    { path: '^(apps|libs)/', pathNot: '^(apps/hub/src/connectors\\.ts$|libs/connectors/)' },
    { path: '^libs/connectors/' },
  ),
  forbid(
    'vendor-face',
    'from outside, a vendor is its .module.ts',
    { path: '^apps/hub/src/connectors\\.ts$' },
    { path: '^libs/connectors/', pathNot: '\\.module\\.ts$' },
  ),
  forbid(
    'vendor-role-without-a-row',
    'a new role gets its place in test/import-rules/vendor-roles.cjs and in the guide before anybody imports it',
    {},
    { path: '^libs/connectors/[^/]+/src/', pathNot: [vendor(Object.values(ROLES)), SPEC] },
  ),
  forbid(
    'schema-and-signer-are-ground',
    'what the wire looks like and how it is signed rests on no other part of the vendor',
    { path: vendor(ROLES.ground) },
    { path: vendor(ROLES.meaning, ROLES.calls, ROLES.asked, ROLES.received, ROLES.whole) },
  ),
  forbid(
    'mapper-is-pure',
    'what settings, requests and answers mean is computed: nobody is called for it',
    { path: vendor(ROLES.meaning) },
    { path: vendor(ROLES.calls, ROLES.asked, ROLES.received, ROLES.whole) },
  ),
  forbid(
    'client-is-below',
    'a client calls; what an order in the answer means is said above it',
    { path: vendor(ROLES.calls) },
    { path: vendor('mapper', ROLES.asked, ROLES.received, ROLES.whole) },
  ),
  forbid(
    'webhook-is-a-hint',
    'a delivery names orders to fetch again; it never states an order and calls nobody before the answer',
    { path: vendor(ROLES.received) },
    { path: vendor('mapper', ROLES.calls, ROLES.asked, ROLES.whole) },
  ),
  forbid(
    'source-and-sinks-are-below',
    'the connector puts sources, sinks and webhook together; they do not know each other',
    { path: vendor(ROLES.asked) },
    { path: vendor(ROLES.received, ROLES.whole) },
  ),
  forbid(
    'module-is-above-all',
    'a vendor is plain code; only the hub knows its module',
    { path: vendor('connector') },
    { path: vendor('module') },
  ),
];

const frameworks = [
  forbid(
    'framework-only-in-wiring',
    'domain, contract and vendors are plain code; Nest may appear in a .module.ts',
    { path: '^libs/(domain|connectors-core|connectors)/', pathNot: '\\.module\\.ts$' },
    { path: '(^|/)@nestjs/' },
  ),
  forbid(
    'prisma-only-in-stores',
    'database shapes stop at the store, the query and the mapping',
    { path: '^(apps|libs)/', pathNot: '^libs/database/|\\.(store|query|mapping)\\.ts$|\\.spec\\.ts$' },
    { path: '(^|/)@prisma/|^libs/database/src/generated/' },
  ),
  forbid(
    'no-input-or-output',
    'the domain computes; a vendor calls through the transport alone, which bounds, retries and redacts',
    { path: PURE, pathNot: SPEC },
    {
      path: [
        '^(fs|net|tls|http|https|http2|dns|dgram|os|process|timers|child_process|cluster|worker_threads)(/|$)',
        '(^|/)node_modules/(pg|undici|pino|graphile-worker|fastify)/',
      ],
    },
  ),
];

const apps = [
  forbid(
    'hub-imports',
    'the hub reaches the sandbox and the console over HTTP only',
    { path: '^apps/hub/' },
    { path: '^apps/', pathNot: '^apps/hub/' },
  ),
  forbid(
    'console-imports',
    'the console speaks the admin contract and nothing else',
    { path: '^apps/console/' },
    { path: '^(apps|libs)/', pathNot: '^(apps/console|libs/admin-contract)/' },
  ),
  forbid(
    'console-loads-texts-alone',
    'a browser loads tables of texts and of who may what; of shapes the console takes types, for which nothing is loaded',
    { path: '^apps/console/', pathNot: SPEC },
    {
      path: '^libs/admin-contract/src/',
      pathNot: '^libs/admin-contract/src/([^/]+-(texts|words|advice|story|access)\\.ts$|refusals/)',
      dependencyTypesNot: ['type-only'],
    },
  ),
  forbid(
    'sandbox-imports',
    'the sandbox plays the vendor: a signer shared with it would agree with its own mistakes',
    { path: '^apps/sandbox/' },
    { path: '^(apps|libs)/', pathNot: '^apps/sandbox/' },
  ),
  forbid(
    'apps-are-tops',
    "nothing rests on an app; a test's support may start one by its module",
    { path: `^test/(support|factories|fixtures)/|^libs/.*${SPEC}` },
    { path: '^apps/', pathNot: '^apps/(hub|sandbox)/src/app\\.module\\.ts$' },
  ),
  forbid(
    'not-to-test',
    'what runs does not rest on what tests it',
    { path: '^(apps|libs)/', pathNot: `${SPEC}|/testing/|^apps/[^/]+/test/` },
    { path: `^test/|/testing/|^apps/[^/]+/test/|${SPEC}` },
  ),
];

module.exports = {
  forbidden: [...shape, ...layers, ...refusals, ...rooms, ...vendors, ...frameworks, ...apps],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    webpackConfig: { fileName: require.resolve('./test/import-rules/aliases.cjs') },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    doNotFollow: { path: ['node_modules', '^libs/database/src/generated/'] },
    exclude: { path: '(^|/)(dist|coverage)/' },
  },
};
