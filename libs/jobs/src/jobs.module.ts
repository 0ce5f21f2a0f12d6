import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Instance } from './instance.js';
import { TaskList } from './task-list.js';

@Global()
@Module({})
export class JobsModule {
  static forRoot({ instance }: { readonly instance: Instance }): DynamicModule {
    return {
      module: JobsModule,
      providers: [TaskList, { provide: Instance, useValue: instance }],
      exports: [TaskList, Instance],
    };
  }
}
