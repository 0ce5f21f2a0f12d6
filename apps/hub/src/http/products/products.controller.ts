import { Body, Delete, Get, Header, Param, Put, Query, UnsupportedMediaTypeException } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiProduces } from '@nestjs/swagger';
import type { z } from 'zod';
import { ProductsService } from '#accounts/products/products.service.js';
import {
  productCsvQuery,
  productInputs,
  productItemQuery,
  productItems,
  productPage,
  productQuery,
  productsRemoved,
  productsSaved,
} from '#admin-contract/product.js';
import { fault } from '#domain/refusal.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { fieldsToCorrect } from '../problem/http-problem.js';
import { IdPipe } from '../id.pipe.js';
import { BY_ID, listPart } from '../listing.js';

const CSV = 'text/csv';
const CSV_SCHEMA = { type: 'string' } as const;

type ItemQuery = z.output<typeof productItemQuery>;
type Items = z.output<typeof productItems>;

@AdminController('accounts/:accountId', 'accounts')
export class ProductsController {
  constructor(private readonly products: ProductsService) {}

  @Get('products')
  @ApiOperation({ summary: 'Lists what a storefront’s items are at this till' })
  @Answers(200, productPage)
  list(
    @Param('accountId', IdPipe) accountId: string,
    @Query({ schema: productQuery }) query: z.output<typeof productQuery>,
  ) {
    return listPart(query, BY_ID, (part) => this.products.list(accountId, { ...part, q: query.q }));
  }

  @Put('products')
  @ApiOperation({ summary: 'Enters or replaces the mappings that it lists, all or none; the others stay' })
  @Answers(200, productsSaved)
  save(
    @Param('accountId', IdPipe) accountId: string,
    @Body({ schema: productInputs }) body: z.output<typeof productInputs>,
  ) {
    return this.products.save(accountId, body.items);
  }

  @Delete('products')
  @ApiOperation({ summary: 'Removes the mappings that its body lists, or the one that its query names' })
  @Answers(200, productsRemoved)
  async remove(
    @Param('accountId', IdPipe) accountId: string,
    @Query({ schema: productItemQuery }) query: ItemQuery,
    @Body({ schema: productItems.optional() }) body: Items | undefined,
  ) {
    return { removed: await this.products.remove(accountId, itemsOf(query, body)) };
  }

  @Get('products.csv')
  @ApiOperation({ summary: 'Writes all mappings as CSV, UTF-8 with a byte order mark' })
  @ApiProduces(CSV)
  @ApiOkResponse({ schema: CSV_SCHEMA, description: 'itemName,itemSpec,productUid,units' })
  @Header('content-type', `${CSV}; charset=utf-8`)
  @Header('content-disposition', 'attachment; filename="products.csv"')
  writeCsv(
    @Param('accountId', IdPipe) accountId: string,
    @Query({ schema: productCsvQuery }) query: z.output<typeof productCsvQuery>,
  ) {
    return this.products.csv(accountId, query.spreadsheet);
  }

  @Put('products.csv')
  @ApiOperation({
    summary: 'Enters or replaces the mappings of a CSV file, all or none; row 1 is the header',
  })
  @ApiConsumes(CSV)
  @ApiBody({ schema: CSV_SCHEMA })
  @Answers(200, productsSaved)
  saveCsv(@Param('accountId', IdPipe) accountId: string, @Body() body: unknown) {
    if (!Buffer.isBuffer(body))
      throw new UnsupportedMediaTypeException(`Unsupported media type: here only ${CSV}`);
    return this.products.saveCsv(accountId, body);
  }
}

/** @throws HttpProblem unless the items are given in exactly one way */
function itemsOf({ itemName, itemSpec }: ItemQuery, body: Items | undefined): Items['items'] {
  if (body === undefined && itemName !== undefined) return [{ itemName, itemSpec }];
  if (body !== undefined && itemName === undefined && itemSpec === undefined) return body.items;
  throw fieldsToCorrect([fault('items', 'items_or_item_name')]);
}
