import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const ROOT = path.resolve(import.meta.dirname, '../..');
const WRITES = /\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?([a-z_]+)"?/g;

/** Every table of which a list of the console, or a page of one of its rows, is made. */
const LISTED: ReadonlySet<string> = new Set([
  ...['orders', 'legs', 'order_flags', 'corrections', 'order_links'],
  ...['deliveries', 'dispatches', 'discrepancies', 'incidents', 'repairs', 'brakes', 'link_suggestions'],
  ...['api_keys', 'users', 'password_links', 'sessions'],
  ...['alarms', 'accounts', 'bindings', 'stores', 'windows', 'submissions', 'sales_hours'],
  ...[
    'reconciliation_runs',
    'submission_jobs',
    'attributions',
    'refolds',
    'backfills',
    'bulks',
    'bulk_items',
  ],
]);

const LEASE = 'who works on it, which no list shows: how it went tells';
const FOLDED = 'part of recording: the order that is folded or told of in the same transaction tells';
const UNSHOWN = 'a column that no list and no page shows';
const ANEW = 'an upgrade’s job, which tells of itself: what is shown stays as it is';
const USED = 'when it was used last, by the minute: whoever looks is told by time';
const OVER = 'ended a month ago, and on no list since';
const WITH = 'the row that it belongs to tells, in the same transaction';

/** Statements that write a listed table and tell nothing, each with why. Nobody has to tell for what is not here. */
const SILENT: Readonly<Record<string, string>> = {
  ...{ bulk_claim: LEASE, inbox_claim: LEASE, dispatch_claim: LEASE, dispatch_claim_lost: LEASE },
  ...{ polling_claim_fresh: LEASE, polling_claim_listed: LEASE, polling_claim_backlog: LEASE },
  ...{ reporting_lease: LEASE, reconciliation_claim_run: LEASE, reconciliation_let_run_go: LEASE },
  ...{ ledger_flag_numbers: FOLDED, ledger_update_legs: FOLDED, ledger_open_legs: FOLDED },
  ...{ ledger_resolve_stores: FOLDED, ledger_place_legs: FOLDED, ledger_write_number: FOLDED },
  ...{ ledger_open_sharing: FOLDED, ledger_keep_markers: FOLDED, ledger_forget_marker: FOLDED },
  ...{
    ledger_fill_compared: ANEW,
    ledger_write_filled: ANEW,
    ledger_write_states: ANEW,
    ledger_write_mended: ANEW,
  },
  ...{
    bulk_delete_items: WITH,
    'libs/bulk/src/plans.store.ts': WITH,
    reporting_revise: 'told by hint, hour by hour',
  },
  inbox_settle: 'told by hint, delivery by delivery',
  'libs/ledger/src/corrections/corrections.store.ts': FOLDED,
  alarms_forget_alarms: 'half a year old, and on no page that anybody has open',
  brake_make: 'a brake that nobody has stopped is shown as running, with a row and without',
  ...{ api_key_uses: USED, session_uses: USED, 'libs/accounts/src/keys/sessions.store.ts': OVER },
  ...{ reconciliation_repair_verify_later: UNSHOWN, reporting_look_again: UNSHOWN },
  ...{ reporting_look_at_hours: UNSHOWN, reporting_look_anew: UNSHOWN, reporting_look_at_moved: UNSHOWN },
};

const filesIn = (folder: string): string[] =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/\.spec\.ts$|generated|testing\//.test(name))
    .map((name) => path.join(folder, name));

interface Written {
  readonly name: string;
  readonly file: string;
  readonly table: string;
}

/** The statements of a file that write a listed table and tell nothing. */
const WRITES_ANYTHING = /INSERT INTO|UPDATE |DELETE FROM/;

const untold = (file: string): Written[] => {
  const code = readFileSync(path.join(ROOT, file), 'utf8');
  return WRITES_ANYTHING.test(code) ? untoldIn(code, file) : [];
};

function untoldIn(code: string, file: string): Written[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const constants = new Map<string, ts.Node>();
  source.forEachChild(function collect(node: ts.Node): void {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined)
      constants.set(node.name.text, node.initializer);
    node.forEachChild(collect);
  });
  const found: Written[] = [];
  const textOf = (node: ts.Node, seen: ReadonlySet<string> = new Set()): string => {
    if (ts.isIdentifier(node) && !seen.has(node.text)) {
      const made = constants.get(node.text);
      return made === undefined ? '' : textOf(made, new Set([...seen, node.text]));
    }
    if (ts.isStringLiteralLike(node)) return node.text;
    if (ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) return node.text;
    const parts: string[] = [];
    node.forEachChild((child) => void parts.push(textOf(child, seen)));
    return parts.join(' ');
  };
  source.forEachChild(function look(node: ts.Node): void {
    if (ts.isObjectLiteralExpression(node)) {
      const named = new Map(
        node.properties.flatMap((one) =>
          one.name !== undefined && ts.isIdentifier(one.name) ? [[one.name.text, one] as const] : [],
        ),
      );
      const text = named.get('text');
      if (text !== undefined && !/\btells\b/.test(node.getText())) {
        const sql = ts.isShorthandPropertyAssignment(text)
          ? textOf(text.name)
          : textOf((text as ts.PropertyAssignment).initializer);
        for (const [, table = ''] of sql.matchAll(WRITES))
          if (LISTED.has(table)) found.push({ name: nameIn(node) ?? file, file, table });
      }
    }
    node.forEachChild(look);
  });
  return found;
}

const nameIn = (statement: ts.Node): string | undefined => /\bname: '(\w+)'/.exec(statement.getText())?.[1];

it('whatever writes what a list shows tells of it', () => {
  const files = [...filesIn('libs'), ...filesIn('apps/hub/src')];
  const silent = files.flatMap(untold);
  const unexcused = silent.filter(({ name }) => !Object.hasOwn(SILENT, name));
  expect(unexcused).toEqual([]);
  // What tells by now, or is gone, is no exception any more.
  expect(Object.keys(SILENT).filter((name) => !silent.some((one) => one.name === name))).toEqual([]);
});

it('a statement that tells nothing is found, wherever its text stands', () => {
  expect(
    untoldIn("const T = `UPDATE link_suggestions SET a = 1`; sql.rows({ name: 'x', text: T });", 'x.ts'),
  ).toEqual([{ name: 'x', file: 'x.ts', table: 'link_suggestions' }]);
  expect(
    untoldIn("sql.rows({ name: 'x', tells: ['order'], text: `UPDATE orders SET a = 1` });", 'x.ts'),
  ).toEqual([]);
});
