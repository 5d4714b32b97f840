import pg from 'pg';
import { expect, it } from 'vitest';
import { Busy } from './patience.ts';
import { isUnavailable, troubleOf } from './trouble.ts';

const coded = (code: string, more: object = {}) => Object.assign(new Error('x'), { code, ...more });

it.each([
  [new Busy(), 'Busy'],
  [coded('55P03'), '55P03'],
  [coded('57014'), '57014'],
  [coded('53300'), '53300'],
  [coded('08006'), '08006'],
  [coded('ECONNREFUSED'), 'ECONNREFUSED'],
  [coded('ENOENT', { syscall: 'connect' }), 'ENOENT'],
  [new Error('Connection terminated unexpectedly'), 'Error'],
  [new Error('of an adapter', { cause: coded('40P01') }), '40P01'],
])('%s is for now only', (error, word) => {
  expect(isUnavailable(error)).toBe(true);
  expect(troubleOf(error)).toBe(word);
});

it.each([new Error('a fault of ours'), coded('23505'), coded('42P01'), coded('ENOENT', { syscall: 'open' }), 'text', undefined])(
  '%s is not',
  (error) => {
    expect(isUnavailable(error)).toBe(false);
  },
);

it('knows what the driver really says where nobody is', async () => {
  const pool = new pg.Pool({ host: '127.0.0.1', port: 1 });
  await expect(pool.query('select 1')).rejects.toSatisfy(isUnavailable);
  const socket = new pg.Pool({ host: '/nowhere' });
  await expect(socket.query('select 1')).rejects.toSatisfy(isUnavailable);
  await Promise.all([pool.end(), socket.end()]);
});
