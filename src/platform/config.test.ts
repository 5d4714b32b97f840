import { expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

it('has a value for everything', () => {
  const config = readConfig({});
  expect(config).toMatchObject({ port: 3000, publicUrl: 'http://localhost:3000', demo: true, databaseUrl: undefined });
});

it('counts empty variables as unset', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: '' }).port).toBe(3000);
});

it('names all wrong variables at once', () => {
  expect(() => readConfig({ PORT: 'many', DATABASE_URL: 'mysql://x', DEMO: 'maybe' })).toThrow(ConfigError);
  expect(() => readConfig({ PORT: 'many', DATABASE_URL: 'mysql://x', DEMO: 'maybe' })).toThrow(/PORT[\s\S]*DATABASE_URL[\s\S]*DEMO/);
});
