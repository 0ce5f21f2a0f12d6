/** What a migration says at its top of the hubs that run beside it, and whether it keeps to that. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/**
 * `-- Breaks hubs before 0.2.0: why`, or for one that takes something away which no hub uses any more
 * `-- Breaks no hub: why`. The reason may go on in further lines.
 */
const DECLARATION = /^-- Breaks (?:hubs before (\d+\.\d+\.\d+)|(no hub)): \S/m;
const RAISES = /UPDATE "?hub_requirements"? SET "?min_hub_version"? = '(\d+\.\d+\.\d+)'/g;
/** What a hub of the version before may still name, or leave out. */
const TAKES_AWAY: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['DROP', /\bDROP\s+(?!NOT\s+NULL|DEFAULT)\w+/i],
  ['RENAME', /\bRENAME\b/i],
  ['a change of type', /\bALTER\s+COLUMN\s+\S+\s+(?:SET\s+DATA\s+)?TYPE\b/i],
  ['SET NOT NULL', /\bSET\s+NOT\s+NULL\b/i],
  ['a required column without a default', /\bADD\s+COLUMN\s+[^,;]*\bNOT\s+NULL(?![^,;]*\bDEFAULT\b)/i],
];

/** Faults as sentences; none when all is well. @param hubVersion of the hub that the migrations belong to */
export function declarationFaults({ name, sql }: Migration, hubVersion: string): string[] {
  const declared = DECLARATION.exec(head(sql));
  const raised = [...sql.matchAll(RAISES)].map(([, version]) => version);
  const taken = TAKES_AWAY.filter(([, pattern]) => pattern.test(withoutComments(sql))).map(([what]) => what);
  const breaksBefore = declared?.[1];
  const faults: string[] = [];
  if (taken.length > 0 && declared === null)
    faults.push(
      `${name} has ${taken.join(', ')}, and says at its top neither "-- Breaks hubs before x.y.z: why" nor ` +
        '"-- Breaks no hub: why"',
    );
  if (breaksBefore !== undefined && raised.join() !== breaksBefore)
    faults.push(`${name} breaks hubs before ${breaksBefore}, and does not raise min_hub_version to that`);
  if (breaksBefore === undefined && raised.length > 0)
    faults.push(`${name} raises min_hub_version, and does not say at its top why`);
  if (breaksBefore !== undefined && isNewer(breaksBefore, hubVersion))
    faults.push(`${name} breaks hubs before ${breaksBefore}, and package.json says ${hubVersion}: raise it`);
  return faults;
}

/** Raised versions never go down again. @param migrations the oldest first */
export function loweredVersions(migrations: readonly Migration[]): string[] {
  const raises = migrations.flatMap(({ name, sql }) =>
    [...sql.matchAll(RAISES)].map(([, version]) => ({ name, version: version ?? '' })),
  );
  return raises.flatMap(({ name, version }, at) => {
    const before = raises[at - 1]?.version;
    return before !== undefined && isNewer(before, version) ? [`${name} lowers min_hub_version`] : [];
  });
}

/** The comment that it begins with. */
const head = (sql: string): string => /^(?:--[^\n]*\n)*/.exec(sql)?.[0] ?? '';

const withoutComments = (sql: string): string => sql.replace(/--[^\n]*/g, '');

function isNewer(one: string, other: string): boolean {
  const [a, b] = [one, other].map((version) => version.split('.').map(Number));
  const at = a!.findIndex((part, index) => part !== b![index]);
  return at >= 0 && a![at]! > b![at]!;
}
