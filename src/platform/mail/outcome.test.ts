import { describe, expect, it } from 'vitest';
import { nextTry, outcomeOf, type Trouble } from './outcome.ts';

const answered = (command: string, responseCode: number, response = '') =>
  Object.assign(new Error(response), { command, responseCode, response });

describe('what an answer of the mail server means', () => {
  it.each<[string, unknown, Trouble]>([
    ['no such mailbox', answered('RCPT TO', 550, '550 5.1.1 user unknown'), 'refused'],
    ['no such mailbox, in old words', answered('RCPT TO', 550, '550 no such user'), 'refused'],
    ['a mailbox that is full for good', answered('RCPT TO', 552, '552 5.2.2 mailbox full'), 'refused'],
    ['relaying denied: nobody’s address', answered('RCPT TO', 554, '554 5.7.1 Relay access denied'), 'rejected'],
    ['denied without a subject', answered('RCPT TO', 554, '554 denied'), 'rejected'],
    ['a greylist', answered('RCPT TO', 451, '451 4.7.1 try again later'), 'later'],
    ['closing', answered('DATA', 421, '421 closing'), 'later'],
    ['the letter is not taken', answered('DATA', 554, '554 spam'), 'rejected'],
    ['a wrong password', answered('AUTH PLAIN', 535, '535 5.7.8 bad credentials'), 'server'],
    ['a sender that our server does not let through', answered('MAIL FROM', 550, '550 not yours'), 'server'],
    ['nobody there', Object.assign(new Error('refused'), { code: 'ESOCKET', command: 'CONN' }), 'server'],
    ['no greeting', Object.assign(new Error('x'), { code: 'ETIMEDOUT', command: 'CONN', timeoutType: 'GREETING_TIMEOUT' }), 'server'],
    [
      'silence in the middle',
      Object.assign(new Error('x'), { code: 'ETIMEDOUT', command: 'CONN', timeoutType: 'SOCKET_TIMEOUT' }),
      'unsure',
    ],
    ['an address that is none', Object.assign(new Error('x'), { code: 'EENVELOPE', command: 'API' }), 'rejected'],
    ['something else', new Error('x'), 'unsure'],
    ['nothing at all', undefined, 'unsure'],
  ])('%s', (_, error, trouble) => expect(outcomeOf(error).trouble).toBe(trouble));

  it('keeps its words on one line, and short', () => {
    const { words, code } = outcomeOf(answered('RCPT TO', 550, `550 no\r\n${'x'.repeat(1000)}`));
    expect([code, words.length, /[\r\n]/.test(words)]).toEqual([550, 300, false]);
  });
});

describe('the next try', () => {
  const now = new Date('2026-11-23T10:00:00Z');
  it('comes later each time, and after two days no more', () => {
    const pauses: number[] = [];
    for (let tries = 1, at: Date | undefined = nextTry('later', tries, now); at; at = nextTry('later', ++tries, now)) {
      pauses.push(at.getTime() - now.getTime());
    }
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(new Set(pauses).size).toBe(pauses.length);
    expect(pauses[0]).toBe(60_000);
    expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeGreaterThan(40 * 3_600_000);
  });
  it('never comes where the answer is final', () => {
    expect(nextTry('refused', 1, now)).toBeUndefined();
    expect(nextTry('rejected', 1, now)).toBeUndefined();
    expect(nextTry('server', 1, now)).toBeInstanceOf(Date);
    expect(nextTry('unsure', 1, now)).toBeInstanceOf(Date);
  });
});
