import { expect, it } from 'vitest';
import { parseAddress } from './address.ts';

it('reads one server', () => {
  expect(parseAddress('postgres://me:secret@db.example/house')).toEqual({
    hosts: [{ host: 'db.example', port: 5432 }],
    target: 'any',
    singles: ['postgres://me:secret@db.example:5432/house'],
    description: 'db.example:5432/house',
  });
});

it.each([
  'postgres://me@one:5433,two,[::1]:5434/house?target_session_attrs=read-write',
  'postgresql://me@one:5433,two:5432,[::1]:5434/house?target_session_attrs=primary',
  'postgres://me@/house?host=one,two,::1&port=5433,5432,5434',
])('reads several as libpq writes them: %s', (text) => {
  const { hosts, target, description } = parseAddress(text);
  expect(hosts).toEqual([
    { host: 'one', port: 5433 },
    { host: 'two', port: 5432 },
    { host: '::1', port: 5434 },
  ]);
  expect(target).toBe('read-write');
  expect(description).toBe('one:5433, two:5432, [::1]:5434/house');
});

it('one port may be that of all, and what else the address says stays', () => {
  const { hosts, singles } = parseAddress('postgres://me:a%40b@one,two/house?port=6000&sslmode=require&target_session_attrs=any');
  expect(hosts.map(({ port }) => port)).toEqual([6000, 6000]);
  expect(singles).toEqual(['postgres://me:a%40b@one:6000/house?sslmode=require', 'postgres://me:a%40b@two:6000/house?sslmode=require']);
});

it('a folder is that of a socket', () => {
  expect(parseAddress('postgres://me@/house?host=/run/one,/run/two').singles).toEqual([
    'postgres://me@localhost/house?host=%2Frun%2Fone&port=5432',
    'postgres://me@localhost/house?host=%2Frun%2Ftwo&port=5432',
  ]);
});

it.each([
  ['mysql://x', 'protocol'],
  ['nonsense', 'protocol'],
  ['postgres://me:secret@/house', 'a server is missing'],
  ['postgres://me:secret@one,,two/house', 'a server is missing'],
  ['postgres://me:secret@one:many/house', '"many" is no port'],
  ['postgres://me:secret@one:70000/house', '"70000" is no port'],
  ['postgres://me:secret@one,two,three/house?port=1,2', '3 servers, but 2 ports'],
  ['postgres://me:secret@one,two/house?target_session_attrs=standby', 'target_session_attrs=standby'],
])('says what is wrong, and nothing secret: %s', (text, said) => {
  expect(() => parseAddress(text)).toThrow(said);
  expect(() => parseAddress(text)).not.toThrow('secret');
});
