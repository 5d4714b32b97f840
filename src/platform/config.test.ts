import { expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

it('has a value for everything', () => {
  const config = readConfig({});
  expect(config).toMatchObject({ port: 3000, publicUrl: 'http://localhost:3000', demo: true, databaseUrl: undefined });
});

it('knows one role of the database or two', () => {
  const [one, two] = ['postgres://app@host/x', 'postgres://owner@host/x'];
  expect(readConfig({ DATABASE_URL: one })).toMatchObject({ databaseUrl: one, databaseOwnerUrl: undefined });
  expect(readConfig({ DATABASE_URL: one, DATABASE_OWNER_URL: two })).toMatchObject({ databaseUrl: one, databaseOwnerUrl: two });
  expect(readConfig({ DATABASE_OWNER_URL: two })).toMatchObject({ databaseUrl: two, databaseOwnerUrl: two });
});

it('shows the metrics to nobody by a guessable token', () => {
  expect(() => readConfig({ METRICS_TOKEN: 'short' })).toThrow(/METRICS_TOKEN/);
  expect(readConfig({ METRICS_PORT: '9464' }).metrics).toEqual({ token: undefined, port: 9464, host: '127.0.0.1' });
});

it('counts empty variables as unset', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: '' }).port).toBe(3000);
});

it('names all wrong variables at once', () => {
  expect(() => readConfig({ PORT: 'many', DATABASE_URL: 'mysql://x', DEMO: 'maybe' })).toThrow(ConfigError);
  expect(() => readConfig({ PORT: 'many', DATABASE_URL: 'mysql://x', DEMO: 'maybe' })).toThrow(/PORT[\s\S]*DATABASE_URL[\s\S]*DEMO/);
});
