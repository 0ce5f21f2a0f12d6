/** Where a canary may be seen, because it belongs there. */
export interface Place {
  /** Columns as `table.column`. */
  readonly columns?: readonly string[];
  /** Answers by `METHOD path`. */
  readonly answers?: RegExp;
}

export interface Canary {
  readonly name: string;
  readonly value: string;
  readonly belongs: Place;
}

const random = (): string => Math.random().toString(36).slice(2, 10);
/** Unlike anything else, and unlike the last run's. */
const text = (name: string): string => `cnry-${name}-${random()}${random()}`;
const digits = (): string => String(Math.floor(Math.random() * 1e8)).padStart(8, '0');

/** Personal fields stand in rows of their own, and in the bytes that a sender or a vendor sent. */
const PERSONAL: Place = {
  columns: ['contacts.name', 'contacts.phone', 'contacts.address', 'contacts.remark'],
  answers: /^POST \/api\/v1\/orders\/[^/]+\/reveal$/,
};
/** Sealed wherever it is kept. A sender's body that holds one is kept as it came. */
const SECRET: Place = {};

/** Values that are planted, each of which is found in whatever text it gets into. */
export const canaryValues = () => ({
  zhimaiKey: text('zhimai-open-key'),
  pospalKey: text('pospal-app-key'),
  suningSecret: text('suning-app-secret'),
  suningToken: text('suning-access-token'),
  ovoparkSecret: text('ovopark-secret'),
  ovoparkPassword: text('ovopark-password'),
  replacedKey: text('replaced-open-key'),
  neverTaken: text('of-a-refused-change'),
  alarmPath: text('alarm-path'),
  alarmSecret: `whsec_${Buffer.from(text('alarm-secret-of-32-bytes')).toString('base64')}`,
  robotToken: text('robot-access-token'),
  strangerKey: text('key-of-a-stranger'),
  personName: `金丝雀${random()}`,
  personPhone: `139${digits()}`,
  personAddress: `上海市金丝雀路${digits()}号`,
  personRemark: `请放在金丝雀门口${digits()}`,
  refusedName: `被拒的金丝雀${random()}`,
  refusedPhone: `138${digits()}`,
});

export type CanaryValues = ReturnType<typeof canaryValues>;

const PERSONAL_NAMES: readonly (keyof CanaryValues)[] = [
  ...(['personName', 'personPhone', 'personAddress', 'personRemark'] as const),
  ...(['refusedName', 'refusedPhone'] as const),
];

/** What is looked for: the values, and what the hub made by itself. */
export function canariesOf(values: CanaryValues, made: Readonly<Record<string, string>>): Canary[] {
  const planted = Object.entries(values).map(([name, value]) => ({
    ...{ name, value },
    belongs: PERSONAL_NAMES.includes(name as keyof CanaryValues) ? PERSONAL : SECRET,
  }));
  const own = Object.entries(made).map(([name, value]) => ({
    ...{ name, value },
    // The account shows its address, whoever makes a key or a signed address is shown it once.
    belongs: { answers: /^(GET|POST|PATCH|PUT|DELETE) \/api\/v1\/(accounts|alarms\/addresses|api-keys)/ },
  }));
  return [...planted, ...own];
}
