import type { OrderObservation } from '#domain/order-observation.js';
import { PRECEDENCE } from '#domain/order-observation.js';
import { request } from 'undici';
import { randomUUID, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Connector, Fetched, SalesSink, VerifiedDelivery, WebhookRequest } from '../connector.js';
import { ConnectorError } from '../connector-error.js';
import { guardJson } from '../json-guard.js';
import { parseLossless } from '../lossless-json.js';
import { readDocument, readJson, readShape } from '../read-wire.js';
import type { Call, CallResult, Transport } from '../transport.js';
import { noToyJson, wrongToySignature } from './toy-refusals.js';
import { toyOrderSink, toyPages, toyPushAddress, toyQuota } from './toy-till.js';
import type { ToyAccount, ToyFault } from './toy-vendor.js';
import {
  TOY_CODES,
  TOY_LIMITS,
  TOY_STATES,
  toyEnvelope,
  toyFieldsOf,
  toyOrder,
  toyPush,
  toySignature,
} from './toy-vendor.js';

/** A small vendor of no consequence: signs bodies with HMAC, and can be told to do one thing wrong. */
export class Toy {
  private readonly nonce = randomUUID();

  constructor(
    private readonly transport: Transport,
    readonly fault?: ToyFault,
  ) {}

  connector(): Connector {
    return {
      id: 'toy',
      ...{ title: 'Toy', titles: { zh: '玩具', en: 'Toy' } },
      sells: 'never',
      storeIds: 'vendor',
      defaultBaseUrl: 'https://toy.example.cn',
      configFields: toyFieldsOf(this.fault),
      personalFields: this.fault === 'declares_no_person' ? [] : ['buyer'],
      limits: () => TOY_LIMITS,
      webhook: {
        verify: (request, account: ToyAccount) => this.verify(request, account.config.key),
        acknowledgement: { status: 200, contentType: 'text/plain', body: 'ok' },
        keyLifetimeMs: 86_400_000,
      },
      source: {
        fetch: ({ vendorNo }, account: ToyAccount) => this.fetch(vendorNo, account),
        standing: ({ vendorNo }, account: ToyAccount) => this.standing(vendorNo, account),
        pages: toyPages(this),
      },
      salesSink: this.salesSink(),
      orderSink: toyOrderSink(this),
      quota: toyQuota(this),
      push: toyPushAddress(this),
    };
  }

  signature(key: string, text: string | Buffer): string {
    return toySignature(this.fault === 'another_signature' ? `${key}!` : key, text);
  }

  private verify({ rawBody, headers }: WebhookRequest, key: string): VerifiedDelivery {
    const signed = this.fault === 'signs_the_start_only' ? rawBody.subarray(0, 4) : rawBody;
    const expected = Buffer.from(toySignature(key, signed));
    const given = Buffer.from(headers['toy-signature'] ?? '');
    const isRight = given.length === expected.length && timingSafeEqual(given, expected);
    if (!isRight && this.fault !== 'takes_any_signature') throw wrongToySignature();
    const { orderNo } = readDocument(toyPush, this.parsed(rawBody));
    const id = this.fault === 'new_key_each_time' ? randomUUID() : orderNo;
    return { key: id, references: [{ vendorNo: orderNo }] };
  }

  private parsed(rawBody: Buffer): unknown {
    if (this.fault === 'crashes_on_broken_json') return JSON.parse(rawBody.toString('utf8'));
    if (this.fault !== 'parses_unguarded') guardJson(rawBody);
    try {
      return parseLossless(rawBody);
    } catch {
      throw noToyJson();
    }
  }

  private async fetch(vendorNo: string, account: ToyAccount): Promise<Fetched> {
    try {
      return await this.fetched(vendorNo, account);
    } catch (error) {
      if (this.fault === 'forgets_the_wish') throw new ConnectorError('rate_limited', 'too often');
      if (this.fault !== 'tries_again_at_once') throw error;
      return this.fetched(vendorNo, account);
    }
  }

  private async fetched(vendorNo: string, account: ToyAccount): Promise<Fetched> {
    const { value, sentAt, body } = await this.call(account, 'read', { get: vendorNo }, (data) => data);
    if (value === null) return { found: false, message: 'no such order' };
    const asOf = this.fault === 'as_of_the_answer' ? new Date(sentAt.getTime() + 1) : sentAt;
    return { found: true, observation: this.observation(value, asOf), rawBody: body };
  }

  private async standing(vendorNo: string, account: ToyAccount): Promise<Fetched> {
    const { value, sentAt: asOf, body } = await this.call(account, 'read', { get: vendorNo }, (data) => data);
    if (value === null) return { found: false, message: 'no such order' };
    const isWhole = this.fault === 'stands_only_whole';
    const bare = { vendorNo, asOf, precedence: PRECEDENCE.fetch };
    return { found: true, observation: isWhole ? this.observation(value, asOf) : bare, rawBody: body };
  }

  observation(data: unknown, asOf: Date): OrderObservation {
    const shape =
      this.fault === 'strict_about_fields' ? toyOrder.extend({ buyer: z.string() }).strict() : toyOrder;
    const { orderNo, paid, totalFen } = this.shaped(shape, data);
    const state =
      TOY_STATES.get(paid as '0') ?? (this.fault === 'guesses_unknown_states' ? 'unpaid' : 'unknown');
    const amounts = {
      saleFen: BigInt(totalFen),
      totalFen: null,
      paidFen: null,
      discountFen: null,
      freightFen: null,
    };
    return {
      vendorNo: orderNo,
      asOf,
      precedence: PRECEDENCE.fetch,
      payment: { state, raw: paid, paidAt: null, method: null },
      amounts: { ...amounts, packagingFen: null, flags: [] },
    };
  }

  shaped<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
    try {
      return readShape(schema, value);
    } catch (error) {
      if (this.fault === 'does_not_name_fields') throw new ConnectorError('invalid_response', 'odd');
      if (this.fault === 'quotes_the_answer')
        throw new ConnectorError('invalid_response', JSON.stringify(value));
      throw error;
    }
  }

  private salesSink(): SalesSink {
    return {
      payload: ({ totalFen }, vendorStoreId, { cover }) => ({
        store: vendorStoreId,
        total: totalFen.toString(),
        cover: String(cover),
        ...(this.fault === 'payload_has_a_nonce' ? { nonce: randomUUID() } : {}),
      }),
      submit: async (payload, account: ToyAccount, writeBefore) => {
        const until = this.fault === 'reports_too_late' ? undefined : writeBefore;
        const read = (data: unknown) => this.shaped(z.object({ taken: z.literal(true) }), data);
        try {
          await this.call(account, 'write', payload, read, until);
        } catch (error) {
          if (this.fault === 'lost_write_is_unavailable') throw new ConnectorError('unavailable', 'lost');
          throw error;
        }
        return { vendorCode: '0', message: 'taken' };
      },
    };
  }

  async call<T>(
    account: ToyAccount,
    effect: Call<T>['effect'],
    params: Readonly<Record<string, string>>,
    read: (data: unknown) => T,
    writeBefore?: Date,
  ): Promise<CallResult<T>> {
    const { key } = account.config;
    const ofCall = randomUUID();
    if (this.fault === 'calls_by_itself') await request(account.baseUrl, { method: 'POST' });
    return this.transport.call(account, TOY_LIMITS, {
      operation: 'toy',
      effect,
      ...(writeBefore === undefined ? {} : { writeBefore }),
      build: (now) => {
        const nonce = this.nonceOf(ofCall, now);
        const body = JSON.stringify({ ...params, nonce });
        return { method: 'POST', path: '/toy', headers: { 'toy-signature': toySignature(key, body) }, body };
      },
      read: (answer) => {
        if (this.fault === 'insists_on_utf8' && /gbk/i.test(answer.headers['content-type'] ?? ''))
          throw new ConnectorError('invalid_response', 'not UTF-8');
        if (this.fault === 'empty_for_unreadable' && !answer.body.toString().startsWith('{"code"'))
          return null as T;
        const { code, words, data } = this.shaped(toyEnvelope, readJson(answer));
        if (code !== '0') throw this.failure(code, words ?? '', key);
        return read(data);
      },
    });
  }

  private nonceOf(ofCall: string, now: Date): string {
    if (this.fault === 'signs_once') return this.nonce;
    return this.fault === 'signs_each_call_once' ? ofCall : `${now.getTime()}-${randomUUID()}`;
  }

  private failure(code: string, words: string, key: string): ConnectorError {
    if (this.fault === 'blames_the_account' && /上限|账号|权限/.test(words))
      return new ConnectorError('auth_failed', 'refused');
    const known = this.fault === 'drops_vendor_codes' ? 'rejected' : TOY_CODES.get(code);
    const cause = this.fault === 'tells_its_secret' ? { cause: `refused for ${key}` } : {};
    return new ConnectorError(
      known ?? 'invalid_response',
      `refused: ${words}`,
      known === undefined ? cause : { vendorCode: code, ...cause },
    );
  }
}
