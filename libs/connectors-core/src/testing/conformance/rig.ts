import { inspect } from 'node:util';
import { checkConfig } from '../../config-check.js';
import type { ConnectorConfig } from '../../config-field.js';
import type { Account } from '../../account.js';
import type { Connector } from '../../connector.js';
import { ConnectorError } from '../../connector-error.js';
import type { AttemptEvent } from '../../http-transport.js';
import type { CallGate } from '../../call-gate.js';
import { OPEN_GATE } from '../open-gate.js';
import { HttpTransport } from '../../http-transport.js';
import { OutboundPolicy } from '../../outbound-policy.js';
import { declaredHiding } from '../../request-hiding.js';
import type { ConnectorCase } from '../connector-case.js';
import { ScriptedVendor } from '../scripted-vendor.js';
import { TestTime } from '../test-time.js';

/** One thing that a connector must do; `run` throws where it does not. */
export interface Check {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** Vendors' timestamps count seconds: attempts must lie in different ones. */
const LEAST_PAUSE_MS = 1000;
const MINUTE_MS = 60_000;

/** A connector over the real transport, with a scripted server in the vendor's place. */
export class Rig {
  readonly events: AttemptEvent[] = [];
  readonly connector: Connector;
  readonly account: Account;
  gate: CallGate = OPEN_GATE;
  private readonly transport: HttpTransport;

  private constructor(
    input: ConnectorCase,
    readonly vendor: ScriptedVendor,
    readonly time: TestTime,
  ) {
    this.transport = new HttpTransport({
      clock: time,
      timers: time,
      random: () => 0.5,
      outbound: new OutboundPolicy(['127.0.0.0/8']),
      gate: { admit: (...call) => this.gate.admit(...call) },
      hidingOf: (account, body) => declaredHiding([this.connector])(account, body),
      observe: (event) => this.events.push(event),
    });
    this.connector = input.connector(this.transport);
    this.account = accountOf(this.connector, input.config, vendor.origin);
    vendor.onSilence = () => {
      time.expire();
    };
  }

  /** A deadline that no call which is made now comes near. */
  inAMinute(): Date {
    return new Date(this.time.now().getTime() + MINUTE_MS);
  }

  static async use(input: ConnectorCase, run: (rig: Rig) => Promise<void>): Promise<void> {
    const vendor = await ScriptedVendor.start();
    const rig = new Rig(input, vendor, new TestTime(undefined, LEAST_PAUSE_MS));
    try {
      await run(rig);
    } finally {
      await vendor.close();
      await rig.transport.close();
    }
  }
}

/** An account as the hub would make it: its settings checked, defaults filled in. */
export function accountOf(
  connector: Connector,
  config: Readonly<Record<string, unknown>>,
  baseUrl = 'https://vendor.invalid',
): Account {
  const checked = checkConfig(connector.configFields, config);
  expect(checked.faults).toEqual([]);
  return { id: 'account-1', connector: connector.id, name: 'demo', baseUrl, config: checked.config };
}

/** The sensitive values of an account's settings. */
export function secretsOf({ configFields }: Connector, config: ConnectorConfig): string[] {
  const values = configFields.filter(({ sensitive }) => sensitive === true).map(({ name }) => config[name]);
  return values.flatMap((value) =>
    typeof value === 'object' ? Object.values<unknown>(value).map(String) : [String(value ?? '')],
  );
}

/** The ConnectorError that the call ends with; anything else is a failure of the connector. */
export async function errorOf(call: () => Promise<unknown>): Promise<ConnectorError> {
  let value: unknown;
  try {
    value = await call();
  } catch (error) {
    expect(error).toBeInstanceOf(ConnectorError);
    return error as ConnectorError;
  }
  throw new Error(`expected a ConnectorError, got ${inspect(value)}`);
}

/** A word of three characters is found everywhere by chance. */
const SHORTEST_TELLING = 4;

/** Fails when one of the texts can be seen in the value, in whatever corner of it. */
export function expectHidden(value: unknown, hidden: readonly string[]): void {
  const seen = inspect(value, { depth: 12, maxStringLength: null, maxArrayLength: null });
  const leaked = hidden.filter((text) => text.length >= SHORTEST_TELLING && seen.includes(text));
  expect(leaked.map((text) => `${text}, in: ${around(text, seen)}`)).toEqual([]);
}

const SHOWN_BESIDE = 80;

function around(text: string, seen: string): string {
  const at = seen.indexOf(text);
  return seen.slice(Math.max(0, at - SHOWN_BESIDE), at + text.length + SHOWN_BESIDE);
}
