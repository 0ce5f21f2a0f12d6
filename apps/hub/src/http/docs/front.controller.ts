import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { storefrontOrderSchema } from '../../connectors.js';
import { OpenToAll } from '../actor.guard.js';

const PAGE = `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <title>Suanpan</title>
  <style>body { font: 16px/1.6 system-ui, sans-serif; max-width: 42rem; margin: 3rem auto; padding: 0 1rem; }</style>
  <h1>Suanpan</h1>
  <p>The hub runs. Everything is done over its API for now:</p>
  <ul>
    <li><a href="/docs">API documentation</a>, and the same as <a href="/openapi.json">OpenAPI 3.1</a></li>
    <li><a href="/schemas/storefront-order.json">What a storefront order looks like</a> (JSON Schema)</li>
    <li><a href="/health/ready">Whether the hub is ready</a></li>
    <li><a href="/metrics">Metrics</a> for Prometheus</li>
  </ul>
</html>
`;

/** What is published without a key. */
@ApiExcludeController()
@OpenToAll()
@Controller()
export class FrontController {
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  page(): string {
    return PAGE;
  }

  @Get('schemas/storefront-order.json')
  @Header('content-type', 'application/schema+json')
  storefrontOrder(): string {
    return JSON.stringify(storefrontOrderSchema(), null, 2);
  }
}
