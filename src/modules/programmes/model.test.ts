import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadTopics } from '#modules/topics/index.ts';
import { loadProgrammes } from './load.ts';
import { type Answer, byName, type Condition, eligibility, type Facts, type FactValue, factsIn, holds, versionOn } from './model.ts';
import { calculate, possibleRates } from './money.ts';

const topics = new Set(loadTopics().all.map((topic) => topic.id));
const programmes = loadProgrammes(topics);
const version = (programme: string, id: string) => {
  const found = programmes.all.find((each) => each.id === programme)?.versions.find((each) => each.id === id);
  if (!found) throw new Error(`no ${programme}/${id}`);
  return found;
};
const coaching = version('coaching', 'inqa-coaching-2023');
const before = version('coaching', 'uwm-2015');

describe('the rules of the coaching programme', () => {
  it('says yes, no, and not known yet, and what to ask next', () => {
    expect(eligibility(coaching, { staff: 9, fullTime: true, begun: false }).answer).toBe('yes');
    expect(eligibility(coaching, { staff: 250 })).toMatchObject({ answer: 'no', ask: [] });
    expect(eligibility(coaching, { staff: 9 })).toMatchObject({ answer: 'unknown', ask: ['fullTime', 'begun'] });
  });

  it('knows that one half of an “or” is enough', () => {
    const rest = { staff: 9, fullTime: true, age: 3, yearsSinceSame: 99, deMinimis: true };
    expect(eligibility(before, { ...rest, balance: 10 }).answer).toBe('yes');
    expect(eligibility(before, { ...rest, turnover: 60, balance: 50 }).answer).toBe('no');
    expect(eligibility(before, { ...rest, turnover: 60 })).toMatchObject({ answer: 'unknown', ask: ['balance'] });
  });

  it('calculates the amounts that are known of it: 14,400, 11,520, 2,880 euros', () => {
    expect(calculate(coaching, {}, { days: 12, dayRate: 1200 })).toEqual([
      { percent: 80, cost: 14400, counted: 14400, grant: 11520, own: 2880 },
    ]);
    expect(calculate(coaching, {}, { days: 14, dayRate: 1500 })).toEqual([
      { percent: 80, cost: 21000, counted: 14400, grant: 11520, own: 9480 },
    ]);
  });

  it('shows both rates where the size is not known', () => {
    expect(possibleRates(before, {})).toEqual([80, 50]);
    expect(possibleRates(before, { staff: 9 })).toEqual([80]);
    expect(possibleRates(before, { staff: 10 })).toEqual([50]);
  });

  it('has rules on every day of its life, each version its own', () => {
    const programme = programmes.all.find((each) => each.id === 'coaching');
    if (!programme) throw new Error('no coaching');
    expect(versionOn(programme, '2022-12-31')?.id).toBe('uwm-2015');
    expect(versionOn(programme, '2026-11-26')?.id).toBe('inqa-coaching-2023');
    expect(versionOn(programme, '2028-01-01')).toBeUndefined();
  });

  it('is found by its old names', () => {
    for (const name of ['unternehmensWert:Mensch', 'unternehmenswert mensch', 'uWM', 'UWM PLUS', 'INQA-Coaching'])
      expect(byName(programmes.all, name)?.id, name).toBe('coaching');
    expect(byName(programmes.all, 'gibt es nicht')).toBeUndefined();
  });
});

describe('eligibility', () => {
  /** All facts with a value of each, or none. */
  const factsOf = (): fc.Arbitrary<Facts> => {
    const values: Record<string, fc.Arbitrary<FactValue | undefined>> = {};
    for (const { id, kind, options } of programmes.facts) {
      const some: fc.Arbitrary<FactValue> =
        kind === 'yesNo'
          ? fc.boolean()
          : kind === 'choice'
            ? fc.constantFrom(...(options ?? []).map((option) => option.id))
            : fc.oneof(fc.integer({ min: 0, max: 600 }), fc.constantFrom(0, 9, 10, 49.5, 249, 250, 499, 500, 120, 121, 2, 43, 50));
      values[id] = fc.option(some, { nil: undefined });
    }
    return fc.record(values);
  };
  const versions = programmes.all.flatMap((programme) => programme.versions);

  /** Every way in which what is missing can turn out, as far as the conditions can tell apart. */
  function completions(facts: Facts, condition: Condition): Facts[] {
    const open = [...new Set(factsIn(condition))].filter((fact) => facts[fact] === undefined);
    let all: Facts[] = [facts];
    for (const id of open) {
      const definition = programmes.facts.find((fact) => fact.id === id);
      const values: FactValue[] =
        definition?.kind === 'yesNo'
          ? [true, false]
          : definition?.kind === 'choice'
            ? (definition.options ?? []).map((option) => option.id)
            : [0, 1, 2, 9, 10, 42, 43, 49, 50, 120, 121, 249, 250, 499, 500, 1000];
      all = all.flatMap((each) => values.map((value) => ({ ...each, [id]: value })));
    }
    return all;
  }

  it('never says yes where a rule says no, and always names what to ask where it does not know', () => {
    fc.assert(
      fc.property(factsOf(), fc.constantFrom(...versions), (facts, rules) => {
        const { answer, ask } = eligibility(rules, facts);
        const answers = rules.rules.map((rule) => holds(rule.when, facts));
        if (answer === 'yes') expect(answers.every((each) => each === 'yes')).toBe(true);
        if (answers.includes('no')) expect(answer).toBe('no');
        if (answer === 'unknown') {
          expect(ask.length).toBeGreaterThan(0);
          for (const fact of ask) expect(facts[fact]).toBeUndefined();
        } else expect(ask).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('is sure only of what no further answer can change', () => {
    fc.assert(
      fc.property(factsOf(), fc.constantFrom(...versions.flatMap((each) => each.rules)), (facts, rule) => {
        const answer = holds(rule.when, facts);
        const outcomes = new Set<Answer>(completions(facts, rule.when).map((each) => holds(rule.when, each)));
        expect(outcomes.has('unknown')).toBe(false);
        if (answer !== 'unknown') expect([...outcomes]).toEqual([answer]);
      }),
      { numRuns: 500 },
    );
  });

  it('comes to an end: whoever answers what is asked gets an answer', () => {
    fc.assert(
      fc.property(factsOf(), factsOf(), fc.constantFrom(...versions), (known, rest, rules) => {
        let facts = known;
        for (let step = 0; step <= programmes.facts.length; step++) {
          const { answer, ask } = eligibility(rules, facts);
          const next = ask[0];
          if (answer !== 'unknown' || next === undefined) return;
          const definition = programmes.facts.find((fact) => fact.id === next);
          facts = { ...facts, [next]: rest[next] ?? (definition?.kind === 'number' ? 1 : definition?.kind === 'yesNo' ? true : 'BY') };
        }
        throw new Error('asks for ever');
      }),
    );
  });

  it('never grants more than is counted, and grant and own share are the cost', () => {
    const paying = versions.filter((each) => each.money);
    fc.assert(
      fc.property(
        factsOf(),
        fc.constantFrom(...paying),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 4000 }),
        (facts, rules, days, dayRate) => {
          const splits = calculate(rules, facts, { days, dayRate });
          expect(splits.length).toBeGreaterThan(0);
          for (const { cost, counted, grant, own, percent } of splits) {
            expect(Math.round((grant + own) * 100)).toBe(Math.round(cost * 100));
            expect(grant).toBeLessThanOrEqual((counted * percent) / 100);
            expect(counted).toBeLessThanOrEqual(cost);
          }
        },
      ),
    );
  });
});
