import { type DynamicModule, type FactoryProvider, Module } from '@nestjs/common';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import { BODY_KEEPING, type BodyKeeping } from '#domain/body-keeping.js';
import type { Log } from '#domain/log.js';
import { Instance } from '#jobs/instance.js';
import { TaskList } from '#jobs/task-list.js';
import { Attributing } from './attribution/attributing.js';
import { AttributionQuery } from './attribution/attribution.query.js';
import { AttributionService } from './attribution/attribution.service.js';
import { AttributionStep } from './attribution/attribution-step.js';
import { ContactKey } from './contact-key.js';
import type { LedgerConsumer } from './ledger-consumer.js';
import { LedgerService } from './ledger.service.js';
import { CorrectionsService } from './corrections/corrections.service.js';
import { LEDGER_ATTRIBUTE, LEDGER_REFOLD } from './ledger.tasks.js';
import { PeopleLinks } from './links/people-links.js';
import { OrderFlagsService } from './order-flags.service.js';
import { OrderNumbersQuery } from './order-numbers.query.js';
import { OrderQuery } from './order.query.js';
import { ComparedStep } from './refold/compared-step.js';
import { FillingStep } from './refold/filling-step.js';
import { FirstStatedStep } from './refold/first-stated-step.js';
import { RefoldQuery } from './refold/refold.query.js';
import type { RefoldStep } from './refold/refold-step.js';
import { Refolding } from './refold/refolding.js';
import { RefundsStep } from './refold/refunds-step.js';
import { RevealsService } from './reveals/reveals.service.js';
import { RulePreviewing } from './rules/rule-preview.js';
import { RuleSetsService } from './rules/rule-sets.service.js';
import { UnmappedValuesQuery } from './unmapped-values.query.js';
import { SameInstantStep } from './refold/same-instant-step.js';
import { StrayOrdersQuery } from './stray-orders.query.js';

export interface LedgerModuleOptions {
  /** What contacts are hashed with, 32 bytes; asked for once the data keys are here. */
  readonly contactKey: () => Buffer;
  readonly consumers: Pick<FactoryProvider<readonly LedgerConsumer[]>, 'useFactory' | 'inject'>;
  readonly log: Log;
  readonly keeping: BodyKeeping;
}

const CONSUMERS = Symbol('LedgerConsumers');

const QUERIES = [
  {
    provide: OrderQuery,
    useFactory: (database: Database, key: ContactKey) => new OrderQuery(database, key),
    inject: [Database, ContactKey],
  },
  {
    provide: OrderNumbersQuery,
    useFactory: (database: Database) => new OrderNumbersQuery(database),
    inject: [Database],
  },
  {
    provide: StrayOrdersQuery,
    useFactory: (database: Database) => new StrayOrdersQuery(database),
    inject: [Database],
  },
  {
    provide: UnmappedValuesQuery,
    useFactory: (database: Database) => new UnmappedValuesQuery(database),
    inject: [Database],
  },
];

const RULES = [
  {
    provide: RuleSetsService,
    useFactory: (database: Database, clock: DatabaseClock, attribution: AttributionService) =>
      new RuleSetsService(database, clock, attribution),
    inject: [Database, DatabaseClock, AttributionService],
  },
  {
    provide: RulePreviewing,
    useFactory: (database: Database) => new RulePreviewing(database),
    inject: [Database],
  },
];

/** What people state, say of links, and have seen to. */
const PEOPLE = [
  {
    provide: CorrectionsService,
    useFactory: (database: Database, clock: DatabaseClock, ledger: LedgerService) =>
      new CorrectionsService(database, clock, ledger),
    inject: [Database, DatabaseClock, LedgerService],
  },
  {
    provide: PeopleLinks,
    useFactory: (clock: DatabaseClock, ledger: LedgerService) => new PeopleLinks(clock, ledger.consumers),
    inject: [DatabaseClock, LedgerService],
  },
  {
    provide: RevealsService,
    useFactory: (database: Database, clock: DatabaseClock) => new RevealsService(database, clock),
    inject: [Database, DatabaseClock],
  },
  {
    provide: OrderFlagsService,
    useFactory: (database: Database, clock: DatabaseClock) => new OrderFlagsService(database, clock),
    inject: [Database, DatabaseClock],
  },
];

@Module({})
export class LedgerModule {
  static forRoot({ contactKey, consumers, log, keeping }: LedgerModuleOptions): DynamicModule {
    return {
      module: LedgerModule,
      global: true,
      providers: [
        { provide: ContactKey, useFactory: () => new ContactKey(contactKey()) },
        { provide: BODY_KEEPING, useValue: keeping },
        { provide: CONSUMERS, ...consumers },
        service(keeping),
        ...attribution(log),
        ...RULES,
        ...refold(log),
        ...QUERIES,
        ...PEOPLE,
      ],
      exports: [
        BODY_KEEPING,
        ContactKey,
        LedgerService,
        AttributionService,
        AttributionQuery,
        CorrectionsService,
        RefoldQuery,
        RulePreviewing,
        RuleSetsService,
        OrderNumbersQuery,
        OrderQuery,
        OrderFlagsService,
        RevealsService,
        PeopleLinks,
        StrayOrdersQuery,
        UnmappedValuesQuery,
      ],
    };
  }
}

const service = (keeping: BodyKeeping) => ({
  provide: LedgerService,
  useFactory: (
    database: Database,
    clock: DatabaseClock,
    instance: Instance,
    contactKey: ContactKey,
    consumers: readonly LedgerConsumer[],
  ) => new LedgerService({ database, clock, instance, contactKey, consumers, keeping }),
  inject: [Database, DatabaseClock, Instance, ContactKey, CONSUMERS],
});

const refold = (log: Log) => [
  {
    provide: Refolding,
    useFactory: (database: Database, clock: DatabaseClock, ledger: LedgerService, tasks: TaskList) => {
      const steps = new Map<string, RefoldStep>([
        ['same_instant', new SameInstantStep(ledger, clock)],
        ['refunds', new RefundsStep(ledger, clock)],
        ['first_stated', new FirstStatedStep(ledger, clock)],
        ['postings', new FillingStep(clock, log)],
        ['compared', new ComparedStep()],
      ]);
      const refolding = new Refolding(database, clock, steps, log);
      tasks.add(LEDGER_REFOLD, (_payload, { signal }) => refolding.run(signal));
      return refolding;
    },
    inject: [Database, DatabaseClock, LedgerService, TaskList],
  },
  {
    provide: RefoldQuery,
    useFactory: (database: Database) => new RefoldQuery(database),
    inject: [Database],
  },
];

const attribution = (log: Log) => [
  {
    provide: Attributing,
    useFactory: (database: Database, clock: DatabaseClock, ledger: LedgerService, tasks: TaskList) => {
      const attributing = new Attributing(database, clock, new AttributionStep(ledger, clock), log);
      tasks.add(LEDGER_ATTRIBUTE, (_payload, { signal }) => attributing.run(signal));
      return attributing;
    },
    inject: [Database, DatabaseClock, LedgerService, TaskList],
  },
  {
    provide: AttributionService,
    useFactory: (attributing: Attributing, clock: DatabaseClock, instance: Instance) =>
      new AttributionService(attributing, clock, instance),
    inject: [Attributing, DatabaseClock, Instance],
  },
  {
    provide: AttributionQuery,
    useFactory: (database: Database) => new AttributionQuery(database),
    inject: [Database],
  },
];
