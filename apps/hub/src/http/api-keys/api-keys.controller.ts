import { Body, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { ApiKeysService } from '#accounts/keys/api-keys.service.js';
import { SessionsService } from '#accounts/keys/sessions.service.js';
import { apiKeyPage, createdApiKey, newApiKey } from '#admin-contract/api-key.js';
import { plainListQuery } from '#admin-contract/page.js';
import { AdminController } from '../admin-controller.js';
import { Answers, AnswersNothing } from '../answers.js';
import { IdPipe } from '../id.pipe.js';
import { BY_ID, listPart } from '../listing.js';
import { fromNewApiKey, toApiKeyResponse } from './api-key.contract.js';

@AdminController('api-keys', 'api-keys')
export class ApiKeysController {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly sessions: SessionsService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists the keys, revoked ones too, without the keys themselves' })
  @Answers(200, apiKeyPage)
  list(@Query({ schema: plainListQuery }) query: z.output<typeof plainListQuery>) {
    return listPart(query, BY_ID, async (part) => (await this.keys.list(part)).map(toApiKeyResponse));
  }

  @Post()
  @ApiOperation({ summary: 'Makes a key, which is shown this once; without a role it only reads' })
  @Answers(201, createdApiKey)
  async create(@Body({ schema: newApiKey }) body: z.output<typeof newApiKey>) {
    return toApiKeyResponse(await this.keys.create(fromNewApiKey(body)));
  }

  @Delete(':id')
  @ApiOperation({
    summary: 'Revokes a key and its sessions at once; the last one that administers cannot be revoked',
  })
  @AnswersNothing('Revoked')
  async revoke(@Param('id', IdPipe) id: string): Promise<void> {
    await this.keys.revoke(id);
    await this.sessions.refresh();
  }
}
