import { Body, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { NotFoundError } from '#accounts/account-errors.js';
import {
  alarmAddress,
  alarmAddressChange,
  alarmAddressPage,
  alarmAddressTest,
  newAlarmAddress,
  writtenAlarmAddress,
} from '#admin-contract/alarm-address.js';
import { plainListQuery } from '#admin-contract/page.js';
import { AddressesQuery } from '#alarms/operator/addresses.query.js';
import { AddressesService } from '#alarms/operator/addresses.service.js';
import { AdminController } from '../admin-controller.js';
import { Answers, AnswersNothing } from '../answers.js';
import { IdPipe } from '../id.pipe.js';
import { BY_ID, listPart } from '../listing.js';

/** Where alarms are sent to. */
@AdminController('alarms/addresses', 'alarms')
export class AlarmAddressesController {
  constructor(
    private readonly service: AddressesService,
    private readonly addresses: AddressesQuery,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists where alarms are sent to, and how that goes' })
  @Answers(200, alarmAddressPage)
  list(@Query({ schema: plainListQuery }) query: z.output<typeof plainListQuery>) {
    return listPart(query, BY_ID, (part) => this.addresses.list(part));
  }

  @Post()
  @ApiOperation({
    summary: 'Adds an address: a signed Standard Webhook, or a robot of WeCom, DingTalk or Feishu',
    description: 'It hears of what opens from now on, once, and once that it ended.',
  })
  @Answers(201, writtenAlarmAddress)
  async create(@Body({ schema: newAlarmAddress }) body: z.output<typeof newAlarmAddress>) {
    const { id, secret } = await this.service.create({ ...body, secret: body.secret ?? null });
    return { ...(await this.get(id)), secret };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Reads an address' })
  @Answers(200, alarmAddress)
  read(@Param('id', IdPipe) id: string) {
    return this.get(id);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Changes an address; what waits for it is tried at once' })
  @Answers(200, writtenAlarmAddress)
  async change(
    @Param('id', IdPipe) id: string,
    @Body({ schema: alarmAddressChange }) body: z.output<typeof alarmAddressChange>,
  ) {
    const { secret } = await this.service.change(id, body);
    return { ...(await this.get(id)), secret };
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Takes an address away, with what was to be sent there' })
  @AnswersNothing('Taken away')
  delete(@Param('id', IdPipe) id: string): Promise<void> {
    return this.service.delete(id);
  }

  @Post(':id/test')
  @ApiOperation({ summary: 'Sends a message there now, and says what was answered' })
  @Answers(200, alarmAddressTest)
  async test(@Param('id', IdPipe) id: string) {
    const fault = await this.service.test(id);
    if (fault === null) return { ok: true, code: null, vendorCode: null, message: null };
    const { code, vendorCode, message } = fault;
    return { ok: false, code, vendorCode, message };
  }

  /** @throws NotFoundError */
  private async get(id: string) {
    const found = await this.addresses.get(id);
    if (found === undefined) throw new NotFoundError('address', id);
    return found;
  }
}
