import { checkBaseUrl } from '../base-url.js';
import { callsVendor } from '../calls-vendor.js';
import type { Connector } from '../connector.js';
import { OutboundPolicy } from '../outbound-policy.js';
import type { ConnectorCase } from './connector-case.js';
import { fetchChecks } from './conformance/fetch-checks.js';
import { findChecks } from './conformance/find-checks.js';
import { gateChecks } from './conformance/gate-checks.js';
import { madeValueChecks } from './conformance/made-value-checks.js';
import { orderSinkChecks } from './conformance/order-sink-checks.js';
import { pagesChecks } from './conformance/pages-checks.js';
import { privacyChecks } from './conformance/privacy-checks.js';
import { pushChecks } from './conformance/push-checks.js';
import { quotaChecks } from './conformance/quota-checks.js';
import { refusalChecks } from './conformance/refusal-checks.js';
import type { Check } from './conformance/rig.js';
import { accountOf } from './conformance/rig.js';
import { textChecks } from './conformance/text-checks.js';
import { submitChecks } from './conformance/submit-checks.js';
import { webhookChecks } from './conformance/webhook-checks.js';
import { wholeChecks } from './conformance/whole-checks.js';
import { wishChecks } from './conformance/wish-checks.js';

/**
 * All that any connector must do, as a Jest suite: `describeConnector('Zhimai', { … })` in the vendor's
 * spec. What the connector has decides which parts apply; a part that it has cannot be left out.
 */
export function describeConnector(title: string, input: ConnectorCase): void {
  describe(`${title} keeps the connector contract`, () => {
    it.each(conformanceChecks(input))('$name', async ({ run }) => {
      await run();
    });
  });
}

/** The suite as data, so that it can be shown to fail. */
export function conformanceChecks(input: ConnectorCase): Check[] {
  const { webhook, fetch, submit, pages, orderSink, quota, push } = input;
  return [
    ...generalChecks(input),
    ...madeValueChecks(input),
    ...input.signatures.map(({ id, expected, sign }) => ({
      name: `signature: ${id} is reproduced`,
      run: async () => {
        expect(sign()).toBe(expected);
      },
    })),
    ...(webhook === undefined ? [] : webhookChecks(input, webhook)),
    ...(fetch === undefined ? [] : fetchChecks(input, fetch)),
    ...(submit === undefined ? [] : submitChecks(input, submit)),
    ...(pages === undefined ? [] : pagesChecks(input, pages)),
    ...(orderSink === undefined ? [] : orderSinkChecks(input, orderSink)),
    ...(orderSink === undefined ? [] : findChecks(input, orderSink)),
    ...gateChecks(input),
    ...refusalChecks(input),
    ...privacyChecks(input),
    ...wishChecks(input),
    ...wholeChecks(input),
    ...(quota === undefined ? [] : quotaChecks(input, quota)),
    ...(push === undefined ? [] : pushChecks(input, push)),
  ];
}

const uncalled = { call: () => Promise.reject(new Error('not called here')) };

const partsOf = ({ webhook, source, salesSink, orderSink, quota, push }: Connector) => ({
  webhook: webhook !== undefined,
  fetch: source?.fetch !== undefined,
  pages: source?.pages !== undefined,
  salesSink: salesSink !== undefined,
  orderSink: orderSink !== undefined,
  quota: quota !== undefined,
  push: push !== undefined,
});

const testedParts = (input: ConnectorCase): ReturnType<typeof partsOf> => ({
  webhook: input.webhook !== undefined,
  fetch: input.fetch !== undefined,
  pages: input.pages !== undefined,
  salesSink: input.submit !== undefined,
  orderSink: input.orderSink !== undefined,
  quota: input.quota !== undefined,
  push: input.push !== undefined,
});

function generalChecks(input: ConnectorCase): Check[] {
  const check = (name: string, run: (connector: Connector) => Promise<void> | void): Check => ({
    name: `connector: ${name}`,
    run: async () => run(input.connector(uncalled)),
  });
  return [
    check('every part that it has is put to the test', (connector) => {
      expect(partsOf(connector)).toEqual(testedParts(input));
      expect(input.refusal !== undefined).toBe(callsVendor(connector));
      expect(input.signatures.length).toBeGreaterThan(0);
    }),
    check('its id and its settings are well formed', ({ id, configFields }) => {
      expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
      const names = configFields.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    }),
    ...textChecks(input),
    check('its settings are taken, and those that it must have are asked for', (connector) => {
      accountOf(connector, input.config);
      expect(connector.configFields.some(({ sensitive }) => sensitive)).toBe(true);
    }),
    check('its own base URL is one that the hub would take', async ({ defaultBaseUrl }) => {
      if (defaultBaseUrl !== undefined)
        expect(await checkBaseUrl(defaultBaseUrl, new OutboundPolicy([]))).toEqual([]);
    }),
    check('its limits let something through', (connector) => {
      const limits = connector.limits(accountOf(connector, input.config));
      expect(limits.requestsPerSecond).toBeGreaterThan(0);
      expect(limits.concurrency).toBeGreaterThanOrEqual(1);
    }),
  ];
}
