import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { storefrontOrderSchema } from '../../connectors.js';

/** What senders have to know, published without a key. */
@ApiExcludeController()
@Controller('schemas')
export class SchemasController {
  @Get('storefront-order.json')
  @Header('content-type', 'application/schema+json')
  storefrontOrder(): string {
    return JSON.stringify(storefrontOrderSchema(), null, 2);
  }
}
