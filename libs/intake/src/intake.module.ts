import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { AccountDirectory } from '#accounts/accounts/account-directory.js';
import { AccountsService } from '#accounts/accounts/accounts.service.js';
import { ConnectorRegistry } from '#connectors-core/connector-registry.js';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import { within } from '#database/statement-bounds.js';
import { BODY_KEEPING, type BodyKeeping } from '#domain/body-keeping.js';
import type { Log } from '#domain/log.js';
import { Instance } from '#jobs/instance.js';
import { SingleLoop } from '#jobs/single-loop.js';
import { TaskList } from '#jobs/task-list.js';
import { ContestedNumbers } from '#ledger/contested-numbers.js';
import { LedgerService } from '#ledger/ledger.service.js';
import { UnmappedValuesQuery } from '#ledger/unmapped-values.query.js';
import { AcknowledgingTrial } from './acknowledging-trial.js';
import { ContradictionQuery } from './contradiction.query.js';
import { ContradictionResolveService } from './contradiction-resolve.service.js';
import { DeliveryCausesQuery } from './delivery-causes.query.js';
import { DeliveryTroublesQuery } from './delivery-troubles.query.js';
import { DeliveryQuery } from './delivery.query.js';
import { ErasedSenders } from './erasure/erased-senders.js';
import { DismissService } from './dismiss.service.js';
import { DocumentDrain } from './document-drain.js';
import { drainedConnectors } from './drained-connectors.js';
import { FetchDrain } from './fetch-drain.js';
import { expireKeys } from './inbox.store.js';
import { endOldRefused } from './refused.store.js';
import { IntakeService } from './intake.service.js';
import { INTAKE_DRAIN, INTAKE_EXPIRE_KEYS, INTAKE_MAP_VALUES } from './intake.tasks.js';
import { ValueMapping } from './mapping/value-mapping.js';
import { ValueMappingService } from './mapping/value-mapping.service.js';
import { OverdueDeliveriesQuery } from './overdue-deliveries.query.js';
import { ReceptionQuery } from './reception.query.js';
import { ReplayService } from './replay.service.js';
import type { ScarceCalls } from './scarce-calls.js';

/** The two ways of working off a delivery: one reads the order in it, the other fetches the orders it names. */
class Drains {
  constructor(
    private readonly documents: SingleLoop,
    private readonly fetches: SingleLoop,
    private readonly fetchDrain: FetchDrain,
  ) {}

  async run(signal: AbortSignal): Promise<void> {
    this.fetchDrain.poke();
    await Promise.all([this.documents.run(signal), this.fetches.run(signal)]);
  }
}

const EXPORTED = [
  IntakeService,
  AcknowledgingTrial,
  ContradictionQuery,
  ContradictionResolveService,
  DeliveryCausesQuery,
  DeliveryQuery,
  DeliveryTroublesQuery,
  OverdueDeliveriesQuery,
  ReceptionQuery,
  ReplayService,
  DismissService,
  ValueMappingService,
];

const READING = [ContradictionQuery, DeliveryCausesQuery, DeliveryTroublesQuery, ReceptionQuery] as const;

/** Global: the hub's health of accounts asks `DeliveryTroublesQuery` in a module of its own. */
@Module({})
export class IntakeModule {
  /** @param scarce whose calls are few: a provider of a global module */
  static forRoot({ log, scarce }: { readonly log: Log; readonly scarce: Type<ScarceCalls> }): DynamicModule {
    return {
      module: IntakeModule,
      global: true,
      providers: [
        {
          provide: IntakeService,
          useFactory: (database: Database, clock: DatabaseClock, instance: Instance, erased: ErasedSenders) =>
            new IntakeService(database, clock, instance, log, erased),
          inject: [Database, DatabaseClock, Instance, ErasedSenders],
        },
        {
          provide: ErasedSenders,
          useFactory: (keeping: BodyKeeping) => new ErasedSenders(keeping),
          inject: [BODY_KEEPING],
        },
        {
          provide: AcknowledgingTrial,
          useFactory: (...[database, clock, intake, { seal }]: TrialNeeds) =>
            new AcknowledgingTrial(database, clock, intake, seal),
          inject: [Database, DatabaseClock, IntakeService, BODY_KEEPING],
        },
        {
          provide: OverdueDeliveriesQuery,
          useFactory: makeOverdueQuery,
          inject: [Database, DatabaseClock, AccountDirectory, ConnectorRegistry],
        },
        {
          provide: DeliveryQuery,
          useFactory: (database: Database, { seal }: BodyKeeping) => new DeliveryQuery(database, seal),
          inject: [Database, BODY_KEEPING],
        },
        ...READING.map((Query) => ({
          provide: Query,
          useFactory: (database: Database) => new Query(database),
          inject: [Database],
        })),
        ...DECISIONS,
        ...mapping(log),
        { provide: Drains, useFactory: makeDrains(log), inject: [...DRAIN_NEEDS, scarce] },
        {
          provide: 'intake tasks',
          useFactory: addTasks,
          inject: [TaskList, Drains, Database, DatabaseClock],
        },
      ],
      exports: EXPORTED,
    };
  }
}

type TrialNeeds = [Database, DatabaseClock, IntakeService, BodyKeeping];

/** What people decide of deliveries. */
const DECISIONS = [
  {
    provide: ReplayService,
    useFactory: (database: Database, instance: Instance, contradictions: ContradictionResolveService) =>
      new ReplayService(database, instance, contradictions),
    inject: [Database, Instance, ContradictionResolveService],
  },
  {
    provide: ContradictionResolveService,
    useFactory: (database: Database, clock: DatabaseClock, instance: Instance) =>
      new ContradictionResolveService(database, clock, instance, new ContestedNumbers(clock)),
    inject: [Database, DatabaseClock, Instance],
  },
  {
    provide: DismissService,
    useFactory: (database: Database, deliveries: DeliveryQuery) => new DismissService(database, deliveries),
    inject: [Database, DeliveryQuery],
  },
];

const makeOverdueQuery = (
  database: Database,
  clock: DatabaseClock,
  accounts: AccountDirectory,
  connectors: ConnectorRegistry,
) => new OverdueDeliveriesQuery(database, clock, accounts, drainedConnectors(connectors));

const DRAIN_NEEDS = [
  ...[Database, AccountDirectory, LedgerService, DatabaseClock, Instance, ConnectorRegistry, ErasedSenders],
];

const makeDrains =
  (log: Log) =>
  (
    database: Database,
    accounts: AccountDirectory,
    ledger: LedgerService,
    clock: DatabaseClock,
    instance: Instance,
    connectors: ConnectorRegistry,
    erased: ErasedSenders,
    calls: ScarceCalls,
  ): Drains => {
    const { documents, hints } = drainedConnectors(connectors);
    const random = Math.random;
    const parts = { database, accounts, ledger, clock, instance, log, random, calls, erased };
    const documentDrain = new DocumentDrain(parts, documents);
    const fetchDrain = new FetchDrain(parts, hints);
    return new Drains(
      new SingleLoop((signal) => documentDrain.drain(signal)),
      new SingleLoop((signal) => fetchDrain.drain(signal)),
      fetchDrain,
    );
  };

async function tidy(database: Database, now: Date): Promise<void> {
  await expireKeys(database, now);
  await endOldRefused(database, now);
}

const mapping = (log: Log) => [
  {
    provide: ValueMappingService,
    useFactory: (...[database, instance, accounts, directory, unmapped]: MappingNeeds) =>
      new ValueMappingService({ database, instance, accounts, directory, unmapped }),
    inject: [Database, Instance, AccountsService, AccountDirectory, UnmappedValuesQuery],
  },
  {
    provide: 'value mapping',
    useFactory: addMapping(log),
    inject: [TaskList, Database, AccountDirectory, LedgerService],
  },
];

type MappingNeeds = [Database, Instance, AccountsService, AccountDirectory, UnmappedValuesQuery];

const addMapping =
  (log: Log) =>
  (tasks: TaskList, database: Database, accounts: AccountDirectory, ledger: LedgerService): true => {
    const mapping = new ValueMapping({ database, accounts, ledger, log });
    const loop = new SingleLoop((signal) => mapping.run(signal));
    tasks.add(INTAKE_MAP_VALUES, (_payload, { signal }) => loop.run(signal));
    return true;
  };

function addTasks(tasks: TaskList, drains: Drains, database: Database, clock: DatabaseClock): true {
  tasks.add(INTAKE_DRAIN, (_payload, { signal }) => drains.run(signal));
  tasks.add(INTAKE_EXPIRE_KEYS, () => within('long', () => tidy(database, clock.now())));
  return true;
}
